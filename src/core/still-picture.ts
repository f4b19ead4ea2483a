import type { Face } from './types.ts';

/**
 * Schedules repeated readings of a picture that does not change. A paused clip, a static shared tab and a slide show
 * deliver a single frame, but a track needs several readings to settle.
 */
export interface StillPicture {
  /** When the source last delivered a new frame, or was opened; milliseconds of the page's clock. */
  readonly since: number;
  /** Readings of this picture so far. */
  readonly readings: number;
  /** Time of the last reading, milliseconds of the page's clock; null before the first. */
  readonly readAt: number | null;
  /** Whether another reading would add nothing. */
  readonly settled: boolean;
}

/** Without a new frame for this long the picture is considered unchanging, milliseconds. */
export const STILL_MS = 250;
/** Time between two readings of an unchanging picture, milliseconds. */
const AGAIN_MS = 120;
/** The same while the picture is not shown before it was read several times. */
const URGENT_MS = 30;
/** A track starts at its second detection within three frames, so three readings without a face suffice. */
const LEAST_READINGS = 3;
/** After this many readings, about 24 s, further ones will not settle a face. */
const MOST_READINGS = 200;

/** The state at a new frame, or when a source is opened. `now` is milliseconds of the page's clock. */
export function newPicture(now: number): StillPicture {
  return { since: now, readings: 0, readAt: null, settled: false };
}

/** The state after a reading of the picture. `faces` is the reading's result. */
export function recordReading(
  picture: StillPicture,
  faces: readonly Pick<Face, 'settled'>[],
  now: number,
): StillPicture {
  const readings = picture.readings + 1;
  const enough = readings >= LEAST_READINGS && faces.every(({ settled }) => settled);
  return { ...picture, readings, readAt: now, settled: enough || readings >= MOST_READINGS };
}

/**
 * Milliseconds (≥ 0) until the picture should be read again; null if it is settled.
 *
 * @param urgent it is not shown yet, because faces are covered and it was not searched enough.
 */
export function msUntilNextReading(picture: StillPicture, now: number, urgent = false): number | null {
  if (picture.settled && !urgent) return null;
  const still = picture.since + STILL_MS;
  const rested = picture.readAt === null ? still : picture.readAt + (urgent ? URGENT_MS : AGAIN_MS);
  return Math.max(0, Math.max(still, rested) - now);
}
