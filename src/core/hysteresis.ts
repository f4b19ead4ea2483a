import { clamp } from './geometry.ts';
import { EMOTIONS } from './labels.ts';
import type { Reading, ShownGender, Words } from './types.ts';

/** The word shown (an index of its list), and the rival that has led since time `since`, milliseconds. */
export interface Word {
  readonly shown: number;
  readonly rival: number | null;
  readonly since: number;
}

/** A new word must lead for this long; less than the time of two readings at 10 per second. */
const HOLD_MS = 180;

/**
 * Gender is "not sure" for P(woman) between these. The probabilities are calibrated to about 1 % (card.json,
 * gender_ece), so a word shown there would be wrong more than a third of the time.
 */
export const UNSURE_BAND = { low: 0.35, high: 0.65 } as const;
/** Hysteresis: P must pass an edge by this much to adopt a word, and recede by as much to drop it. */
const GENDER_SLACK = 0.05;
/** A whole number changes once the value is further away than this; 0.5 would flicker at every edge. */
const YEARS_SLACK = 0.8;

function indexOfTop(values: ArrayLike<number>): number {
  let top = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[top]!) top = i;
  return top;
}

/**
 * The word after one more reading at time `at`, milliseconds. A rival leads while it tops the filtered probabilities
 * or the newest reading, so that the filter's own delay counts as well. It replaces the word when it has led for
 * HOLD_MS and its filtered probability is ahead by `margin`.
 *
 * @param filtered smoothed probabilities, one per word.
 * @param newest probabilities of the newest reading, in the same order.
 */
export function nextWord(
  word: Word | null,
  filtered: ArrayLike<number>,
  newest: ArrayLike<number>,
  margin: number,
  at: number,
): Word {
  const top = indexOfTop(filtered);
  if (word === null) return { shown: top, rival: null, since: at };
  const rival = top !== word.shown ? top : indexOfTop(newest);
  if (rival === word.shown) return { shown: word.shown, rival: null, since: at };
  const since = rival === word.rival ? word.since : at;
  const ahead = filtered[rival]! - filtered[word.shown]! >= margin;
  return ahead && at - since >= HOLD_MS
    ? { shown: rival, rival: null, since: at }
    : { shown: word.shown, rival, since };
}

/** The gender word for P(woman), 0…1, given the word shown before. */
export function nextGender(before: ShownGender | null, woman: number): ShownGender {
  const slack = before === null ? 0 : GENDER_SLACK;
  const high = UNSURE_BAND.high + (before === 'woman' ? -slack : slack);
  const low = UNSURE_BAND.low + (before === 'man' ? slack : -slack);
  if (woman >= high) return 'woman';
  return woman <= low ? 'man' : 'unsure';
}

/** The whole number to show for a value, given the one shown before. */
function nextWhole(before: number | null, value: number): number {
  return before !== null && Math.abs(value - before) <= YEARS_SLACK ? before : Math.round(value);
}

/** The ages to show: whole years with hysteresis, and an interval that contains the age. */
export function nextYears(before: Words | null, age: Reading['age']): Pick<Words, 'years' | 'low' | 'high'> {
  const years = nextWhole(before?.years ?? null, age.years);
  const low = nextWhole(before?.low ?? null, age.low);
  const high = nextWhole(before?.high ?? null, age.high);
  return { years, low: clamp(low, 0, years), high: Math.max(high, years) };
}

/** Words and whole numbers of a single reading, without hysteresis: for stills, and with smoothing off. */
export function showReading(reading: Reading): Words {
  return {
    ...nextYears(null, reading.age),
    gender: nextGender(null, reading.woman),
    emotion: EMOTIONS[indexOfTop(EMOTIONS.map((name) => reading.emotions[name]))]!,
    smiling: reading.smile >= 0.5,
  };
}
