import type { Point } from '../types.ts';

/** How long the layout stays at one place. */
const STAY_MS = 4 * 60_000;

/** Places around the middle, each next to the one before, so that no shift is large. */
const PLACES: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 0 },
];

/**
 * By how much the layout is shifted at a time, milliseconds since the show began, so that nothing burns in.
 *
 * @param step length of a shift in each direction, pixels.
 */
export function burnInShift(ms: number, step: number): Point {
  const place = PLACES[Math.floor(Math.max(0, ms) / STAY_MS) % PLACES.length] ?? { x: 0, y: 0 };
  return { x: place.x * step, y: place.y * step };
}
