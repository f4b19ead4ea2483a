import { type Appearance, likeness } from './appearance.ts';
import { decodeAge, softmax, type Temperatures } from './decode.ts';
import { evidenceValues } from './evidence.ts';
import { type Memory, remember } from './memory.ts';
import type { Evidence, Logits } from './types.ts';

/** One crop as the attribute network read it. */
export interface Seen {
  readonly logits: Logits;
  readonly evidence: Evidence;
  /** Appearance of the crop; null if it is not to be compared. */
  readonly look: Appearance | null;
}

/** Means of the heads that describe the person rather than the moment, and of the evidence for them. */
interface PersonMeans {
  readonly age: Memory;
  readonly gender: Memory;
  readonly evidence: Memory;
}

/** What is known about the person of one track, and recent evidence against it. */
export interface PersonMemory extends PersonMeans {
  /** Time of the person's first reading, milliseconds. */
  readonly since: number;
  /** Number of the person's readings. */
  readonly readings: number;
  readonly recent: PersonMeans;
  /** Since when the latest readings contradict the memory; null while they do not. */
  readonly doubtedSince: number | null;
  /** Appearances of recent crops, oldest first: all of the last `LOOK_BACK_MS`, and the one before them. */
  readonly looks: readonly { readonly at: number; readonly look: Appearance }[];
}

/** Time constant of the person's means; long, so that the numbers become stable. */
const PERSON_MS = 10_000;
/** Time constant of the recent means, which are compared with the person's. */
const RECENT_MS = 300;
/** After a contradiction of this length the memory belongs to another person: a cut, or confused tracks. */
const DOUBT_MS = 500;
/** Mean ages this far apart contradict each other, years; noise stays far below. */
const OTHER_AGE = 12;
/** Log-odds of gender this far apart contradict each other; noise stays far below. */
const OTHER_GENDER = 2.5;
/** A crop is compared with the one this long ago, so that a dissolve of five frames falls between them. */
const LOOK_BACK_MS = 250;
/**
 * Below this likeness to the earlier crop the person may have changed. Within the shots of the sample clip likeness
 * stays above 0.79; across its dissolves it is below 0.67.
 */
const LOOKS_THE_SAME = 0.75;
/** Fraction of the thresholds above that suffices when the crop looks entirely different. */
const LEAST_CONTRADICTION = 0.4;

/**
 * The memory after one more reading of `weight` (> 0), `elapsed` ms after the last.
 *
 * When another person takes over the track, the memory is replaced within a second instead of averaging both over
 * ten. If the crop's appearance changes as well (a cut or a dissolve), it is replaced at once; the less alike the
 * crops, the smaller the contradiction needed.
 *
 * @param at time of the reading, milliseconds.
 */
export function rememberPerson(
  person: PersonMemory | null,
  { logits, evidence, look }: Seen,
  weight: number,
  elapsed: number,
  at: number,
  temperatures: Temperatures,
): PersonMemory {
  const looks = look === null ? [] : [...lastLooks(person?.looks ?? [], at), { at, look }];
  const add = (before: PersonMeans | null, timeConstant: number): PersonMeans => ({
    age: remember(before?.age ?? null, logits.age, weight, elapsed, timeConstant),
    gender: remember(before?.gender ?? null, logits.gender, weight, elapsed, timeConstant),
    evidence: remember(before?.evidence ?? null, evidenceValues(evidence), weight, elapsed, timeConstant),
  });
  const alike = look === null ? 1 : likeness(looks[0]!.look, look);
  if (person !== null && alike < LOOKS_THE_SAME) {
    const newest = add(null, PERSON_MS);
    const share = Math.max(LEAST_CONTRADICTION, alike / LOOKS_THE_SAME);
    if (isAnotherPerson(person, newest, temperatures, share))
      return { ...newest, recent: newest, doubtedSince: null, looks, since: at, readings: 1 };
  }
  const { since, readings } = person ?? { since: at, readings: 0 };
  const about = { looks, since, readings: readings + 1 };
  const known = add(person, PERSON_MS);
  const recent = add(person?.recent ?? null, RECENT_MS);
  const doubtedSince = isAnotherPerson(known, recent, temperatures) ? (person?.doubtedSince ?? at) : null;
  if (doubtedSince !== null && at - doubtedSince >= DOUBT_MS)
    return { ...recent, recent, doubtedSince: null, ...about };
  return { ...known, recent, doubtedSince, ...about };
}

/** Whether the newest crop looks so different from the one a moment ago that it may be of somebody else. */
export function looksDifferent({ looks }: PersonMemory): boolean {
  const [first, last] = [looks[0], looks.at(-1)];
  return first !== undefined && last !== undefined && likeness(first.look, last.look) < LOOKS_THE_SAME;
}

/** The appearances that a crop at time `at`, or a later one, is compared with. */
function lastLooks(looks: PersonMemory['looks'], at: number): PersonMemory['looks'] {
  const old = looks.filter((one) => one.at <= at - LOOK_BACK_MS).length;
  return looks.slice(Math.max(0, old - 1));
}

/** Whether two memories contradict each other by at least the fraction `share` of the thresholds. */
function isAnotherPerson(
  known: PersonMeans,
  recent: PersonMeans,
  temperatures: Temperatures,
  share = 1,
): boolean {
  const years = ({ age }: PersonMeans) => decodeAge(softmax(age.mean, temperatures.age)).years;
  const logOdds = ({ gender }: PersonMeans) => (gender.mean[0]! - gender.mean[1]!) / temperatures.gender;
  return (
    Math.abs(logOdds(known) - logOdds(recent)) > share * OTHER_GENDER ||
    Math.abs(years(known) - years(recent)) > share * OTHER_AGE
  );
}
