import type { Face } from '../types.ts';
import { leastFace } from './sizes.ts';
import type { Sight } from './state.ts';

/** Who is near stays so down to this part of the least width, so that nobody is near and far in turns. */
const STAYS_NEAR = 0.85;

/**
 * The ids of the people who are near enough for the expected distance, metres.
 *
 * @param pictureWidth of the camera's picture, pixels.
 * @param before the people who were near in the picture before.
 */
export function nearPeople(
  faces: readonly Face[],
  pictureWidth: number,
  distance: number,
  before: ReadonlySet<number>,
): ReadonlySet<number> {
  const least = leastFace(distance) * pictureWidth;
  const isNear = ({ id, box }: Face) => box.width >= least * (before.has(id) ? STAYS_NEAR : 1);
  return new Set(faces.filter(isNear).map(({ id }) => id));
}

/** What the state of the show depends on. */
export function sightOf(faces: readonly Face[], near: ReadonlySet<number>): Sight {
  const close = faces.filter(({ id }) => near.has(id));
  return {
    far: faces.length - close.length,
    near: close.length,
    read: close.filter(({ settled, shown }) => settled && shown !== null).length,
  };
}
