import { decode, decodeAge, nameEmotions, softmax, type Temperatures } from './decode.ts';
import { evidenceFrom, evidenceValues } from './evidence.ts';
import { nextGender, nextWord, nextYears, showReading, type Word } from './hysteresis.ts';
import { EMOTIONS } from './labels.ts';
import { type Memory, remember } from './memory.ts';
import { type PersonMemory, rememberPerson, type Seen } from './person.ts';
import type { Reading, Shown, Withheld, Words } from './types.ts';
import { nextWithholding, type Withholding, withoutWithheld } from './withhold.ts';

/** Smoothed readings of one track. Age and gender describe the person, emotion and smile the moment. */
export interface SmoothState {
  /** Time of the last reading, milliseconds of the source's clock. */
  readonly lastAt: number;
  readonly person: PersonMemory;
  /** Probabilities of the emotion and smile heads. */
  readonly emotion: Memory;
  readonly smile: Memory;
  /** Evidence for emotion and smile. */
  readonly evidence: Memory;
  readonly emotionWord: Word;
  readonly smileWord: Word;
  readonly reading: Reading;
  /** Words of the reading, also those that are withheld. */
  readonly words: Words;
  readonly withholding: Withholding;
  /** Consecutive certain readings that agree with what is shown; counted for the track's first person only. */
  readonly agreement: Agreement;
  /** If false, `reading` and `words` come from the newest reading alone. */
  readonly smoothing: boolean;
}

interface Agreement {
  readonly readings: number;
  /** Time of the first of these readings, milliseconds. */
  readonly since: number;
  /** Whether there were ever enough; stays true, so that a later doubt does not remove the words. */
  readonly enough: boolean;
  /** False once another person took over the track: readings during a dissolve agree as well. */
  readonly counts: boolean;
}

/** The reading of one crop of a track. */
export interface CropReading extends Seen {
  /** Quality of the crop, 0…1; its square is the reading's weight. */
  readonly quality: number;
}

/** Time constant of emotion and smile. */
const MOMENT_MS = 250;
/** Lead in probability that a new emotion needs. */
const EMOTION_MARGIN = 0.1;
/** Lead that a new smile word needs: P above 0.6 or below 0.4. */
const SMILE_MARGIN = 0.2;
/** Even the worst crop counts a little; otherwise a face with poor crops only would never have a reading. */
const LEAST_WEIGHT = 1e-3;
/** A track is settled after SETTLE_READINGS if its age interval is this narrow, or after SETTLE_MS. */
const NARROW_YEARS = 12;
const SETTLE_MS = 1000;
const SETTLE_READINGS = 2;
/** A track is also settled after this many readings over this time, because their mean moves little afterwards. */
const ENOUGH_MS = 400;
const ENOUGH_READINGS = 4;

/**
 * A track is also settled after this many consecutive certain readings. Of 32 faces (clips, sample, pictures with
 * camera noise) no word settled this way changed within 2 s. Two ages moved by over a year, as many as with the rules
 * above; with 3 readings there would be three.
 */
const SURE_READINGS = 4;
const SURE_MS = 90;
/** A certain reading has a good crop, an age near the mean, and a clear lead of each word. */
const SURE_QUALITY = 0.5;
const SURE_YEARS = 1;
const SURE_GENDER = 0.8;
const SURE_LEAD = 0.2;

/**
 * A track's state after one more reading. Only elapsed time matters, not the frame rate.
 *
 * Age and gender are means of logits over about 10 s: products of evidence, in which uncertain readings count little.
 * Emotion and smile are filtered as probabilities. They stay within the range of the readings, and a very certain
 * past does not delay the present. A smile (log-odds 3) after a certain "no" (log-odds −8) crosses ½ after 190 ms;
 * filtered as logits it would take 325 ms.
 *
 * @param state null before the track's first reading.
 * @param at time of the reading, milliseconds of the source's clock.
 * @param smoothing if false, the newest reading is shown as it is.
 */
export function smooth(
  state: SmoothState | null,
  crop: CropReading,
  at: number,
  temperatures: Temperatures,
  smoothing: boolean,
): SmoothState {
  const { logits, quality } = crop;
  const weight = Math.max(quality * quality, LEAST_WEIGHT);
  const elapsed = state === null ? 0 : Math.max(0, at - state.lastAt);
  const newestEmotion = softmax(logits.emotion, temperatures.emotion);
  const newestSmile = softmax(logits.smile, temperatures.smile);
  const person = rememberPerson(state?.person ?? null, crop, weight, elapsed, at, temperatures);
  // The emotion and smile of the previous person say nothing about a new one.
  const known = person.since === at ? null : state;
  const emotion = remember(known?.emotion ?? null, newestEmotion, weight, elapsed, MOMENT_MS);
  const smile = remember(known?.smile ?? null, newestSmile, weight, elapsed, MOMENT_MS);
  const seen = evidenceValues(crop.evidence);
  const evidence = remember(known?.evidence ?? null, seen, weight, elapsed, MOMENT_MS);
  const memories = {
    lastAt: at,
    person,
    emotion,
    smile,
    evidence,
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
      words: showReading(newest),
      withholding: nextWithholding(null, { person: crop.evidence, moment: crop.evidence }, newest, at),
    };
  }

  const reading: Reading = {
    age: decodeAge(softmax(person.age.mean, temperatures.age)),
    woman: softmax(person.gender.mean, temperatures.gender)[0]!,
    emotions: nameEmotions(emotion.mean),
    smile: smile.mean[1]!,
  };
  const before = known?.words ?? null;
  const emotionWord = nextWord(known?.emotionWord ?? null, emotion.mean, newestEmotion, EMOTION_MARGIN, at);
  const smileWord = nextWord(known?.smileWord ?? null, smile.mean, newestSmile, SMILE_MARGIN, at);
  const words: Words = {
    ...nextYears(before, reading.age),
    gender: nextGender(before?.gender ?? null, reading.woman),
    emotion: EMOTIONS[emotionWord.shown]!,
    smiling: smileWord.shown === 1,
  };
  const agrees = quality >= SURE_QUALITY && isCertain(newest, reading, words);
  const basis = { person: evidenceFrom(person.evidence.mean), moment: evidenceFrom(evidence.mean) };
  const isAnother = state !== null && known === null;
  const earlier = isAnother ? ANOTHER_PERSON : (state?.agreement ?? NO_AGREEMENT);
  return {
    ...memories,
    emotionWord,
    smileWord,
    reading,
    words,
    withholding: nextWithholding(known?.withholding ?? null, basis, reading, at),
    agreement: nextAgreement(earlier, agrees, at),
  };
}

const NO_AGREEMENT: Agreement = { readings: 0, since: 0, enough: false, counts: true };
const ANOTHER_PERSON: Agreement = { ...NO_AGREEMENT, counts: false };

function nextAgreement(before: Agreement, agrees: boolean, at: number): Agreement {
  if (before.enough || !before.counts) return before;
  if (!agrees) return NO_AGREEMENT;
  const readings = before.readings + 1;
  const since = before.readings === 0 ? at : before.since;
  return { readings, since, enough: readings >= SURE_READINGS && at - since >= SURE_MS, counts: true };
}

/** Whether one reading alone agrees with what is shown, with a clear lead in every word. */
function isCertain(newest: Reading, mean: Reading, shown: Words): boolean {
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

/** The smoothed reading of a track. */
export function readingOf(state: SmoothState): Reading {
  return state.reading;
}

/** Mean P(face) over the person's readings, 0…1, with their weights. */
export function faceProbabilityOf(state: SmoothState): number {
  return evidenceFrom(state.person.evidence.mean).face;
}

/** The words and whole numbers of a track, without what is withheld. */
export function shownOf(state: SmoothState): Shown {
  return withoutWithheld(state.words, withheldOf(state));
}

/** The attributes of a track that are not shown, each with its reason. */
export function withheldOf(state: SmoothState): Withheld {
  return state.withholding.withheld;
}

/**
 * Whether a reading may be shown at time `at`, milliseconds. Four consecutive certain readings suffice. So do two
 * readings with an age interval of at most 12 years, four over 400 ms, or two over a second. Without smoothing, as
 * for stills, one reading suffices.
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
