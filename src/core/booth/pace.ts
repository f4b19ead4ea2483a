/** How many pictures the machine reads, minute by minute. A machine that grows warm slows down. */
export interface Pace {
  /** When the running minute began, milliseconds; null before the first picture. */
  readonly since: number | null;
  readonly pictures: number;
  /** Pictures a second in the fastest whole minute and in the last one; null before there was one. */
  readonly best: number | null;
  readonly last: number | null;
}

export const NEW_PACE: Pace = { since: null, pictures: 0, best: null, last: null };

const MINUTE_MS = 60_000;
/** A minute that took longer had a pause in it, and says nothing about speed. */
const LONGEST_MINUTE_MS = 62_000;
/** Below this part of the best pace the machine is called slower: fewer differences come from the number of people. */
const SLOWER = 0.8;

/** The pace after one more picture, `at` milliseconds of a clock that does not jump. */
export function countPicture(pace: Pace, at: number): Pace {
  const { since, pictures, best } = pace;
  if (since === null || at < since) return { ...pace, since: at, pictures: 0 };
  const ms = at - since;
  if (ms < MINUTE_MS) return { ...pace, pictures: pictures + 1 };
  if (ms > LONGEST_MINUTE_MS) return { ...pace, since: at, pictures: 0 };
  const last = ((pictures + 1) * 1000) / ms;
  return { since: at, pictures: 0, last, best: Math.max(best ?? 0, last) };
}

/** By which part (0…1) the last minute was slower than the best; null if it was not, or if that is not known. */
export function slowedBy({ best, last }: Pace): number | null {
  if (best === null || last === null || last >= best * SLOWER) return null;
  return 1 - last / best;
}
