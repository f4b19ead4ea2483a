import type { Appearance } from './appearance.ts';
import { decode, decodeAge, nameEmotions, softmax, type Temperatures } from './decode.ts';
import { nextGender, nextWord, nextYears, showReading, type Word } from './hysteresis.ts';
import { EMOTIONS } from './labels.ts';
import { type Memory, remember } from './memory.ts';
import { type PersonMemory, rememberPerson } from './person.ts';
import type { Logits, Reading, Shown } from './types.ts';

/** What is known of one track. Age and gender belong to the person, emotion and smile to the moment. */
export interface SmoothState {
  readonly lastAt: number;
  readonly person: PersonMemory;
  /** Probabilities of the emotion and smile heads. */
  readonly emotion: Memory;
  readonly smile: Memory;
  readonly emotionWord: Word;
  readonly smileWord: Word;
  readonly reading: Reading;
  readonly shown: Shown;
  /** Of the track's first person: the latest readings in a row that were sure of what is shown. */
  readonly agreement: Agreement;
  /** False: `reading` and `shown` are those of the newest reading alone. */
  readonly smoothing: boolean;
}

interface Agreement {
  readonly readings: number;
  /** Time of the first of them. */
  readonly since: number;
  /** Once they were enough: a later doubt does not take the words away. */
  readonly enough: boolean;
  /** False once somebody else came: in the midst of a dissolve readings agree too. */
  readonly counts: boolean;
}

/** What one crop of a track gave. */
export interface CropReading {
  readonly logits: Logits;
  /** Of the crop, 0…1; a reading weighs by its square. */
  readonly quality: number;
  /** null where nothing is to be compared with it. */
  readonly look: Appearance | null;
}

const MOMENT_MS = 250;
/** The lead a new word needs: emotion among eight, smile as P above 0.6 or below 0.4. */
const EMOTION_MARGIN = 0.1;
const SMILE_MARGIN = 0.2;
/** Even the worst crop counts a little, or a face that is never seen well would stay without a reading. */
const LEAST_WEIGHT = 1e-3;
/** Settled: an 80 % interval of so many years, or so long since the first reading; two readings at least. */
const NARROW_YEARS = 12;
const SETTLE_MS = 1000;
const SETTLE_READINGS = 2;
/** … or, where readings come fast, so many of them over so long: their mean moves little after that. */
const ENOUGH_MS = 400;
const ENOUGH_READINGS = 4;

/**
 * … or so many sure readings in a row that agree. Of 32 faces (clips, sample, pictures before a noisy camera) no word
 * shown so changed within 2 s and 2 ages moved by over a year, as by the rules above; with 3 readings it were 3 ages.
 */
const SURE_READINGS = 4;
const SURE_MS = 90;
/** What a sure reading is: of a good crop, its age near the mean, each of its words well ahead of the next. */
const SURE_QUALITY = 0.5;
const SURE_YEARS = 1;
const SURE_GENDER = 0.8;
const SURE_LEAD = 0.2;

/**
 * A track's state after one more reading. `at`: milliseconds of the source's clock; the frame rate does not
 * matter, only how time passes.
 *
 * Age and gender are means of logits over about 10 s: products of evidence, in which unsure readings count
 * little. Emotion and smile are filtered as probabilities: each stays between the smallest and the largest
 * that came, and a very sure past does not hold the present back. A smile (log-odds 3) after a sure no
 * (log-odds −8) crosses ½ after 190 ms; filtered as logits it would take 325 ms.
 */
export function smooth(
  state: SmoothState | null,
  { logits, quality, look }: CropReading,
  at: number,
  temperatures: Temperatures,
  smoothing: boolean,
): SmoothState {
  const weight = Math.max(quality * quality, LEAST_WEIGHT);
  const elapsed = state === null ? 0 : Math.max(0, at - state.lastAt);
  const newestEmotion = softmax(logits.emotion, temperatures.emotion);
  const newestSmile = softmax(logits.smile, temperatures.smile);
  const person = rememberPerson(state?.person ?? null, logits, weight, elapsed, at, temperatures, look);
  // Of somebody who has just come nothing is known, also of the moment.
  const known = person.since === at ? null : state;
  const emotion = remember(known?.emotion ?? null, newestEmotion, weight, elapsed, MOMENT_MS);
  const smile = remember(known?.smile ?? null, newestSmile, weight, elapsed, MOMENT_MS);
  const memories = {
    lastAt: at,
    person,
    emotion,
    smile,
    smoothing,
  };

  const newest = decode(logits, temperatures);
  if (!smoothing) {
    return {
      ...memories,
      agreement: NO_AGREEMENT,
      emotionWord: nextWord(null, newestEmotion, newestEmotion, 0, at),
      smileWord: nextWord(null, newestSmile, newestSmile, 0, at),
      reading: newest,
      shown: showReading(newest),
    };
  }

  const reading: Reading = {
    age: decodeAge(softmax(person.age.mean, temperatures.age)),
    woman: softmax(person.gender.mean, temperatures.gender)[0]!,
    emotions: nameEmotions(emotion.mean),
    smile: smile.mean[1]!,
  };
  const before = known?.shown ?? null;
  const emotionWord = nextWord(known?.emotionWord ?? null, emotion.mean, newestEmotion, EMOTION_MARGIN, at);
  const smileWord = nextWord(known?.smileWord ?? null, smile.mean, newestSmile, SMILE_MARGIN, at);
  const shown: Shown = {
    ...nextYears(before, reading.age),
    gender: nextGender(before?.gender ?? null, reading.woman),
    emotion: EMOTIONS[emotionWord.shown]!,
    smiling: smileWord.shown === 1,
  };
  const agrees = quality >= SURE_QUALITY && saysForSure(newest, reading, shown);
  const isAnother = state !== null && known === null;
  const earlier = isAnother ? SOMEBODY_ELSE : (state?.agreement ?? NO_AGREEMENT);
  return {
    ...memories,
    emotionWord,
    smileWord,
    reading,
    shown,
    agreement: nextAgreement(earlier, agrees, at),
  };
}

const NO_AGREEMENT: Agreement = { readings: 0, since: 0, enough: false, counts: true };
const SOMEBODY_ELSE: Agreement = { ...NO_AGREEMENT, counts: false };

function nextAgreement(before: Agreement, agrees: boolean, at: number): Agreement {
  if (before.enough || !before.counts) return before;
  if (!agrees) return NO_AGREEMENT;
  const readings = before.readings + 1;
  const since = before.readings === 0 ? at : before.since;
  return { readings, since, enough: readings >= SURE_READINGS && at - since >= SURE_MS, counts: true };
}

/** Whether one reading alone says what is shown, with room to spare in every word. */
function saysForSure(newest: Reading, mean: Reading, shown: Shown): boolean {
  const alone = showReading(newest);
  const [first = 0, second = 0] = Object.values(newest.emotions).sort((a, b) => b - a);
  return (
    Math.abs(newest.age.years - mean.age.years) <= SURE_YEARS &&
    alone.gender === shown.gender &&
    Math.max(newest.woman, 1 - newest.woman) >= SURE_GENDER &&
    alone.emotion === shown.emotion &&
    first - second >= SURE_LEAD &&
    alone.smiling === shown.smiling &&
    Math.abs(2 * newest.smile - 1) >= SURE_LEAD
  );
}

export function readingOf(state: SmoothState): Reading {
  return state.reading;
}

export function shownOf(state: SmoothState): Shown {
  return state.shown;
}

/**
 * Whether enough was seen to say something at time `at`: four sure readings in a row that agree; or two readings,
 * and an age interval of at most 12 years, four readings over 400 ms, or a second of looking. Without smoothing,
 * and so for stills, one reading is all there is to see.
 */
export function isSettled(state: SmoothState, at: number): boolean {
  if (!state.smoothing) return true;
  const { since, readings } = state.person;
  if (state.agreement.enough) return true;
  if (readings < SETTLE_READINGS) return false;
  const { low, high } = state.reading.age;
  const elapsed = at - since;
  const enough = elapsed >= ENOUGH_MS && readings >= ENOUGH_READINGS;
  return high - low <= NARROW_YEARS || enough || elapsed >= SETTLE_MS;
}
