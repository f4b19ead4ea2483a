import { clamp } from './geometry.ts';
import { EMOTIONS } from './labels.ts';
import type { Reading, Shown, ShownGender } from './types.ts';

/** The word now shown (an index of its list) and the one that would follow it, leading since `since`. */
export interface Word {
  readonly shown: number;
  readonly rival: number | null;
  readonly since: number;
}

/** A new word must have led for so long; less than two readings at 10 a second. */
const HOLD_MS = 180;

/**
 * Between P(woman) 0.35 and 0.65 gender is "not sure": the network's probabilities are calibrated to about
 * 1 % (card.json, gender_ece), so a word given there would be wrong more than one time in three.
 */
export const UNSURE_BAND = { low: 0.35, high: 0.65 } as const;
/** A word is taken up this much inside its side of the band's edge and given up this much beyond it. */
const GENDER_SLACK = 0.05;
/** A whole number stays until the value is so far from it; 0.5 would flip at every edge. */
const YEARS_SLACK = 0.8;

function indexOfTop(values: ArrayLike<number>): number {
  let top = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[top]!) top = i;
  return top;
}

/**
 * The word after one more reading. A rival leads while it is on top either of the filtered probabilities or
 * of the newest reading (so that the time the filter takes counts too); it is shown when it has led for
 * about 200 ms and its filtered probability is ahead by `margin`.
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

/** The gender word for P(woman), given the one shown before. */
export function nextGender(before: ShownGender | null, woman: number): ShownGender {
  const slack = before === null ? 0 : GENDER_SLACK;
  const high = UNSURE_BAND.high + (before === 'woman' ? -slack : slack);
  const low = UNSURE_BAND.low + (before === 'man' ? slack : -slack);
  if (woman >= high) return 'woman';
  return woman <= low ? 'man' : 'unsure';
}

/** The whole number for a value, given the one shown before. */
function nextWhole(before: number | null, value: number): number {
  return before !== null && Math.abs(value - before) <= YEARS_SLACK ? before : Math.round(value);
}

/** What to show of the ages of a reading: whole years that stay, and an interval that holds them. */
export function nextYears(before: Shown | null, age: Reading['age']): Pick<Shown, 'years' | 'low' | 'high'> {
  const years = nextWhole(before?.years ?? null, age.years);
  const low = nextWhole(before?.low ?? null, age.low);
  const high = nextWhole(before?.high ?? null, age.high);
  return { years, low: clamp(low, 0, years), high: Math.max(high, years) };
}

/** One reading as it is, in words and whole numbers: for stills, and with smoothing off. */
export function showReading(reading: Reading): Shown {
  return {
    ...nextYears(null, reading.age),
    gender: nextGender(null, reading.woman),
    emotion: EMOTIONS[indexOfTop(EMOTIONS.map((name) => reading.emotions[name]))]!,
    smiling: reading.smile >= 0.5,
  };
}
