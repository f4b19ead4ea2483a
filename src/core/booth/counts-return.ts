import type { AgeReading, Box } from '../types.ts';

/** What is remembered of a visitor who is out of sight, for at most 30 s: no picture and nothing that identifies. */
export interface Sighting {
  readonly box: Box;
  readonly age: AgeReading | null;
  readonly woman: number | null;
}

/** How long somebody out of sight is remembered, milliseconds. */
export const RETURN_MS = 30_000;
/** The same without two ages to compare: place and size alone fit too many people. */
const UNREAD_RETURN_MS = 8_000;
/** Greatest distance between where a face was lost and where it comes back, in widths of the face. */
const PLACE = 2;
/** Greatest ratio of both widths. */
const SIZE = 1.4;
/** Apparent ages further apart belong to two people, years. Two readings of one person differ by about three. */
const YEARS = 5;
/** Probabilities of a gender further apart belong to two people. */
const GENDER = 0.6;

/**
 * How badly a new face fits a lost one: 0 is the same place, size and age. Null if it is somebody else.
 *
 * @param awayMs how long the lost one was away.
 */
export function returnCost(lost: Sighting, fresh: Sighting, awayMs: number): number | null {
  const width = (lost.box.width + fresh.box.width) / 2;
  const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });
  const [a, b] = [middle(lost.box), middle(fresh.box)];
  const place = Math.hypot(a.x - b.x, a.y - b.y) / width / PLACE;
  const size = Math.abs(Math.log(lost.box.width / fresh.box.width)) / Math.log(SIZE);
  const years = lost.age === null || fresh.age === null ? null : Math.abs(lost.age.years - fresh.age.years);
  if (place > 1 || size > 1 || awayMs > (years === null ? UNREAD_RETURN_MS : RETURN_MS)) return null;
  if (years !== null && years > YEARS) return null;
  if (lost.woman !== null && fresh.woman !== null && Math.abs(lost.woman - fresh.woman) > GENDER) return null;
  return place + size + (years === null ? 1 : years / YEARS);
}
