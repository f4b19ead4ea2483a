import type { Hours } from './booth.ts';
import { isOpen } from './hours.ts';

/**
 * A page that is younger than this is not reloaded, hours. It is the time since the page was loaded, so that a clock
 * that is set, or storage that is lost, cannot make it reload again and again.
 */
export const LEAST_AGE_HOURS = 20;
/** Nobody must have been there for this long, milliseconds. */
export const EMPTY_MS = 60_000;
/** When a booth without opening hours may be reloaded. */
const QUIET: Hours = { from: 3 * 60, to: 6 * 60 };

const HOUR_MS = 3_600_000;

export interface ReloadFacts {
  /** Time since the page was loaded, and since somebody was last in the picture, milliseconds; not the time of day. */
  readonly ageMs: number;
  readonly emptyMs: number;
  /** Minute of the day, 0…1439. */
  readonly minute: number;
  readonly hours: Hours | null;
  /** Whether the presenter is using the screen. */
  readonly inUse: boolean;
}

/**
 * Whether the page may reload itself now, so that nothing piles up over weeks: outside the opening hours, or in the
 * quiet hours of a booth that has none, when nobody is there, and at most once in 20 hours.
 */
export function mayReload({ ageMs, emptyMs, minute, hours, inUse }: ReloadFacts): boolean {
  const isQuiet = hours === null ? isOpen(QUIET, minute) : !isOpen(hours, minute);
  return isQuiet && !inUse && emptyMs >= EMPTY_MS && ageMs >= LEAST_AGE_HOURS * HOUR_MS;
}
