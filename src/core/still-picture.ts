import type { Face } from './types.ts';

/**
 * When a picture that stays on the screen is read again. A paused clip, a shared tab that does not move and a slide
 * show give one frame and then none, but a reading that may be shown needs several.
 */
export interface StillPicture {
  /** When the source last gave a new frame, or was opened; milliseconds of the page's clock. */
  readonly since: number;
  /** Readings of this picture so far. */
  readonly readings: number;
  /** When the last of them came; null before the first. */
  readonly readAt: number | null;
  /** Whether another reading would say nothing new. */
  readonly settled: boolean;
}

/** Without a new frame for this long the picture is taken to stay, milliseconds. */
export const STILL_MS = 250;
/** Time between two readings of a picture that stays, milliseconds. */
const AGAIN_MS = 120;
/** A face is believed at its second detection within three frames, so three readings without one are enough. */
const LEAST_READINGS = 3;
/** After this many, some 24 s, no further reading will settle a face. */
const MOST_READINGS = 200;

/** The state at a new frame, or when a source is opened. `now`: milliseconds of the page's clock. */
export function newPicture(now: number): StillPicture {
  return { since: now, readings: 0, readAt: null, settled: false };
}

/** The state after a reading of the picture. `faces`: what it found. */
export function recordReading(
  picture: StillPicture,
  faces: readonly Pick<Face, 'settled'>[],
  now: number,
): StillPicture {
  const readings = picture.readings + 1;
  const enough = readings >= LEAST_READINGS && faces.every(({ settled }) => settled);
  return { ...picture, readings, readAt: now, settled: enough || readings >= MOST_READINGS };
}

/** Milliseconds until the picture should be read again, 0 or more; null for a picture that is settled. */
export function msUntilNextReading(picture: StillPicture, now: number): number | null {
  if (picture.settled) return null;
  const still = picture.since + STILL_MS;
  const rested = picture.readAt === null ? still : picture.readAt + AGAIN_MS;
  return Math.max(0, Math.max(still, rested) - now);
}
