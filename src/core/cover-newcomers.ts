import type { Box, Face, Point, Result } from './types.ts';

/** A face to hide: what `coverRegion` needs of it. */
export type Hidden = Pick<Face, 'box' | 'keypoints'>;

/** Frames of a covered film are held back for this long, so that a newcomer is covered before being found. */
export const HOLD_MS = 400;

/** Share of the face's longer side by which a cover grows on each side, at once and for each second of distance. */
const GROWTH = { atOnce: 0.15, perSecond: 1.5 };

/** The part of a result that covering needs. */
export type Seen = Pick<Result, 'at' | 'size' | 'faces' | 'seen'>;

/**
 * The faces to hide in a frame: its own, and those that only frames within HOLD_MS before or after it have, where they
 * are there, with a margin that grows with the time between. The whole picture, if more faces were seen than read.
 *
 * @param near the frames before and after; those further away are ignored.
 */
export function facesToHide(frame: Seen, near: readonly Seen[]): readonly Hidden[] {
  const close = near.filter(({ at }) => Math.abs(at - frame.at) <= HOLD_MS);
  if ([frame, ...close].some(({ seen, faces }) => seen > faces.length)) return [wholePicture(frame.size)];
  const own = new Set(frame.faces.map(({ id }) => id));
  const others = new Map<number, { readonly face: Face; readonly apart: number }>();
  for (const { at, faces } of close) {
    const apart = Math.abs(at - frame.at);
    for (const face of faces) {
      if (!own.has(face.id) && apart < (others.get(face.id)?.apart ?? Number.POSITIVE_INFINITY))
        others.set(face.id, { face, apart });
    }
  }
  return [...frame.faces, ...[...others.values()].map(({ face, apart }) => grown(face, apart / 1000))];
}

function grown({ box, keypoints, velocity }: Face, seconds: number): Hidden {
  const side = Math.max(box.width, box.height) * (GROWTH.atOnce + GROWTH.perSecond * seconds);
  const x = side + Math.abs(velocity.x) * seconds;
  const y = side + Math.abs(velocity.y) * seconds;
  return {
    box: { x: box.x - x, y: box.y - y, width: box.width + 2 * x, height: box.height + 2 * y },
    keypoints,
  };
}

function wholePicture({ width, height }: Seen['size']): Hidden {
  const box: Box = { x: 0, y: 0, width, height };
  const point: Point = { x: width / 2, y: height / 2 };
  return {
    box,
    keypoints: {
      rightEye: point,
      leftEye: point,
      noseTip: point,
      mouthCentre: point,
      rightEar: point,
      leftEar: point,
    },
  };
}
