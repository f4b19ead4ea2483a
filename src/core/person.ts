import { decodeAge, softmax, type Temperatures } from './decode.ts';
import { type Memory, remember } from './memory.ts';
import type { Logits } from './types.ts';

/** Mean logits of the heads that belong to the person and not to the moment. */
interface PersonLogits {
  readonly age: Memory;
  readonly gender: Memory;
}

/** What is known of the person of one track, and what lately speaks against it. */
export interface PersonMemory extends PersonLogits {
  readonly lately: PersonLogits;
  /** Since when the latest readings contradict the memory; null while they do not. */
  readonly doubtedSince: number | null;
}

/** A person is remembered so long (time constant): the number settles. */
const PERSON_MS = 10_000;
const LATELY_MS = 300;
/** A memory contradicted for so long is of somebody else: a cut, or one face taken for another. */
const DOUBT_MS = 500;
/** Contradiction: mean ages so far apart (years), or the log-odds of gender. Noise stays far below both. */
const OTHER_AGE = 12;
const OTHER_GENDER = 2.5;

/**
 * The memory after one more reading of `weight`, `elapsed` ms after the last. A swap of persons is forgotten
 * within a second instead of being averaged away over ten.
 */
export function rememberPerson(
  person: PersonMemory | null,
  logits: Logits,
  weight: number,
  elapsed: number,
  at: number,
  temperatures: Temperatures,
): PersonMemory {
  const add = (before: PersonLogits | null, timeConstant: number): PersonLogits => ({
    age: remember(before?.age ?? null, logits.age, weight, elapsed, timeConstant),
    gender: remember(before?.gender ?? null, logits.gender, weight, elapsed, timeConstant),
  });
  const known = add(person, PERSON_MS);
  const lately = add(person?.lately ?? null, LATELY_MS);
  const doubtedSince = isSomebodyElse(known, lately, temperatures) ? (person?.doubtedSince ?? at) : null;
  if (doubtedSince !== null && at - doubtedSince >= DOUBT_MS)
    return { ...lately, lately, doubtedSince: null };
  return { ...known, lately, doubtedSince };
}

function isSomebodyElse(known: PersonLogits, lately: PersonLogits, temperatures: Temperatures): boolean {
  const years = ({ age }: PersonLogits) => decodeAge(softmax(age.mean, temperatures.age)).years;
  const logOdds = ({ gender }: PersonLogits) => (gender.mean[0]! - gender.mean[1]!) / temperatures.gender;
  return (
    Math.abs(logOdds(known) - logOdds(lately)) > OTHER_GENDER ||
    Math.abs(years(known) - years(lately)) > OTHER_AGE
  );
}
