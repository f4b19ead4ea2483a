import { type Appearance, likeness } from './appearance.ts';
import { decodeAge, softmax, type Temperatures } from './decode.ts';
import { type Memory, remember } from './memory.ts';
import type { Logits } from './types.ts';

/** Mean logits of the heads that belong to the person and not to the moment. */
interface PersonLogits {
  readonly age: Memory;
  readonly gender: Memory;
}

/** What is known of the person of one track, and what recent speaks against it. */
export interface PersonMemory extends PersonLogits {
  /** Time of the first of the person's readings, and how many there were. */
  readonly since: number;
  readonly readings: number;
  readonly recent: PersonLogits;
  /** Since when the latest readings contradict the memory; null while they do not. */
  readonly doubtedSince: number | null;
  /** How the last crops looked, oldest first: the newest one of `LOOK_BACK_MS` ago or before, and all since. */
  readonly looks: readonly { readonly at: number; readonly look: Appearance }[];
}

/** A person is remembered so long (time constant): the number settles. */
const PERSON_MS = 10_000;
const RECENT_MS = 300;
/** A memory contradicted for so long is of somebody else: a cut, or one face taken for another. */
const DOUBT_MS = 500;
/** Contradiction: mean ages so far apart (years), or the log-odds of gender. Noise stays far below both. */
const OTHER_AGE = 12;
const OTHER_GENDER = 2.5;
/** A crop is compared with that of so long ago: a dissolve of five frames is over by then. */
const LOOK_BACK_MS = 250;
/**
 * Below this likeness to a moment ago a crop may be of somebody else: in the sample's shots people stay at
 * 0.79 and more, across its dissolves they are at 0.67 and less.
 */
const LOOKS_THE_SAME = 0.75;
/** Of the contradiction above, what is enough where the crop has nothing in common with that of a moment ago. */
const LEAST_CONTRADICTION = 0.4;

/**
 * The memory after one more reading of `weight`, `elapsed` ms after the last. A swap of persons is forgotten
 * within a second instead of being averaged away over ten, and at once where the crop too looks otherwise than a
 * moment ago (`look`; null where that is not known): a cut or a dissolve. The less alike, the less must contradict.
 */
export function rememberPerson(
  person: PersonMemory | null,
  logits: Logits,
  weight: number,
  elapsed: number,
  at: number,
  temperatures: Temperatures,
  look: Appearance | null,
): PersonMemory {
  const looks = look === null ? [] : [...lastLooks(person?.looks ?? [], at), { at, look }];
  const add = (before: PersonLogits | null, timeConstant: number): PersonLogits => ({
    age: remember(before?.age ?? null, logits.age, weight, elapsed, timeConstant),
    gender: remember(before?.gender ?? null, logits.gender, weight, elapsed, timeConstant),
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

/** Those that a crop at time `at` and later ones are compared with. */
function lastLooks(looks: PersonMemory['looks'], at: number): PersonMemory['looks'] {
  const old = looks.filter((one) => one.at <= at - LOOK_BACK_MS).length;
  return looks.slice(Math.max(0, old - 1));
}

/** `share`: of the contradiction that two memories must be apart. */
function isAnotherPerson(
  known: PersonLogits,
  recent: PersonLogits,
  temperatures: Temperatures,
  share = 1,
): boolean {
  const years = ({ age }: PersonLogits) => decodeAge(softmax(age.mean, temperatures.age)).years;
  const logOdds = ({ gender }: PersonLogits) => (gender.mean[0]! - gender.mean[1]!) / temperatures.gender;
  return (
    Math.abs(logOdds(known) - logOdds(recent)) > share * OTHER_GENDER ||
    Math.abs(years(known) - years(recent)) > share * OTHER_AGE
  );
}
