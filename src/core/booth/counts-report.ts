import type { Attributes } from './attributes.ts';
import { type DayCounts, type Group, type Slot, STAY_FROM, type Sums } from './counts-day.ts';

/** Groups of people smaller than this are not shown; that nobody was there is. */
export const LEAST_SHOWN = 5;

/** A number of people; null if it is not shown, because it is small or would give a small one away. */
export type Cell = number | null;

/** The people of ten minutes. */
export interface Bar {
  /** Which ten minutes of the day, 0…143. */
  readonly slot: number;
  readonly passed: Cell;
  readonly stayed: Cell;
  readonly turned: Cell;
}

/** Part of the people in one group, 0…1, and what it may be off by because the readings are unsure. */
export interface Share {
  readonly share: number;
  /** Half the width of a range with 95 % probability, if the probabilities of the readings are right. */
  readonly error: number;
}

export interface Shares {
  /** How many people were read. */
  readonly people: number;
  /** In the order of the groups; null for what is not shown. */
  readonly groups: readonly (Share | null)[];
}

/** What may be shown and exported of one day. */
export interface DayNumbers {
  readonly passed: Cell;
  readonly stayed: Cell;
  readonly turned: Cell;
  /** Median of the stays, seconds. */
  readonly medianStay: number | null;
  /** The ten minutes in which the show ran, in order. */
  readonly bars: readonly Bar[];
  /** Null for what is not counted, or if fewer than LEAST_SHOWN people were read. */
  readonly shares: Readonly<Record<Group, Shares | null>>;
}

/** The numbers of a day that may be shown. `counted`: which readings. */
export function numbersOf(day: DayCounts, counted: Attributes): DayNumbers {
  const slots = Object.entries(day.slots)
    .map(([slot, people]) => ({ slot: Number(slot), ...people }))
    .sort((a, b) => a.slot - b.slot);
  const columnOf = (what: keyof Slot) => hideSmall(slots.map((one) => one[what]));
  const [passed, stayed, turned] = [columnOf('passed'), columnOf('stayed'), columnOf('turned')];
  const total = (what: keyof Slot) => shownTotal(slots.reduce((sum, one) => sum + one[what], 0));
  const sharesIf = (group: Group) => (counted[group] ? sharesOf(day.sums[group]) : null);
  return {
    passed: total('passed'),
    stayed: total('stayed'),
    turned: total('turned'),
    medianStay: medianStay(day.stays),
    bars: slots.map(({ slot }, i) => ({
      slot,
      passed: passed[i] ?? null,
      stayed: stayed[i] ?? null,
      turned: turned[i] ?? null,
    })),
    shares: {
      age: sharesIf('age'),
      gender: sharesIf('gender'),
      emotion: sharesIf('emotion'),
      smile: sharesIf('smile'),
    },
  };
}

const isSmall = (people: number): boolean => people > 0 && people < LEAST_SHOWN;
const shownTotal = (people: number): Cell => (isSmall(people) ? null : people);

/**
 * Hides the cells with one to four people. Whoever knows the total can subtract what is shown from it: if that leaves
 * fewer than five people, or tells what is in each hidden cell, the next cell is hidden as well. Which one depends on
 * its place and not on its number, because the choice of the smallest would tell about the others.
 */
export function hideSmall(cells: readonly number[]): readonly Cell[] {
  const shown = cells.map(shownTotal);
  const small = cells.filter(isSmall);
  if (small.length === 0) return shown;
  const sum = small.reduce((all, people) => all + people, 0);
  const most = small.length * (LEAST_SHOWN - 1);
  if (sum >= LEAST_SHOWN && sum > small.length && sum < most) return shown;
  const next = nextLarge(cells);
  return shown.map((cell, i) => (i === next ? null : cell));
}

/** The first cell with five people or more after the last small one, else the last before it; −1 for none. */
function nextLarge(cells: readonly number[]): number {
  const large = cells.flatMap((people, i) => (people >= LEAST_SHOWN ? [i] : []));
  const last = cells.reduce((found, people, i) => (isSmall(people) ? i : found), -1);
  return large.find((i) => i > last) ?? large.at(-1) ?? -1;
}

function sharesOf({ people, mass, variance }: Sums): Shares | null {
  if (people < LEAST_SHOWN) return null;
  const shown = hideSmall(mass);
  const groups = mass.map((expected, i) => {
    if (shown[i] === null) return null;
    return { share: expected / people, error: (1.96 * Math.sqrt(variance[i] ?? 0)) / people };
  });
  return { people, groups };
}

/** The median of the stays in seconds, evenly spread within their bin; null for fewer than LEAST_SHOWN. */
export function medianStay(stays: readonly number[]): number | null {
  const people = stays.reduce((sum, one) => sum + one, 0);
  if (people < LEAST_SHOWN) return null;
  let below = 0;
  for (const [bin, one] of stays.entries()) {
    if (one > 0 && below + one >= people / 2) {
      const from = STAY_FROM[bin] ?? 0;
      // The last bin has no end: its start is what can be said.
      const to = STAY_FROM[bin + 1] ?? from;
      return from + ((people / 2 - below) / one) * (to - from);
    }
    below += one;
  }
  return null;
}
