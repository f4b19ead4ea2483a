import type { FacePlace } from './cover.ts';
import type { Box, Face, Point, Result } from './types.ts';

/** Frames of a covered film are held back for this long, so that a newcomer is covered before being found. */
export const HOLD_MS = 600;

/** Boxes are smoothed and follow a moving face late: where it was and will be within this time is hidden, too. */
const LAG_MS = 250;

/** Share of the face's longer side by which a cover grows on each side, at once and for each second of distance. */
const GROWTH = { atOnce: 0.15, perSecond: 1.5 };

/** The part of a result that covering needs. */
export type Seen = Pick<Result, 'at' | 'size' | 'faces' | 'seen'>;

/**
 * The faces to hide in a frame: its own, each with its way within LAG_MS, and those that only frames within HOLD_MS
 * before or after it have, where they are there, with a margin that grows with the time between. The whole picture, if
 * more faces were seen than read.
 *
 * @param near the frames before and after; those further away, or of another size, are ignored.
 */
export function facesToHide(frame: Seen, near: readonly Seen[]): readonly FacePlace[] {
  const close = near.filter(
    ({ at, size }) => Math.abs(at - frame.at) <= HOLD_MS && size.width === frame.size.width,
  );
  if ([frame, ...close].some(({ seen, faces }) => seen > faces.length)) return [wholePicture(frame.size)];
  const own = new Map(frame.faces.map((face) => [face.id, { box: face.box, keypoints: face.keypoints }]));
  const others = new Map<number, { readonly face: Face; readonly apart: number }>();
  for (const { at, faces } of close) {
    const apart = Math.abs(at - frame.at);
    for (const face of faces) {
      const mine = own.get(face.id);
      if (mine && apart <= LAG_MS) own.set(face.id, { ...mine, box: around(mine.box, face.box) });
      if (!mine && apart < (others.get(face.id)?.apart ?? Number.POSITIVE_INFINITY))
        others.set(face.id, { face, apart });
    }
  }
  return [...own.values(), ...[...others.values()].map(({ face, apart }) => grown(face, apart / 1000))];
}

function grown({ box, keypoints, velocity }: Face, seconds: number): FacePlace {
  const side = Math.max(box.width, box.height) * (GROWTH.atOnce + GROWTH.perSecond * seconds);
  const x = side + Math.abs(velocity.x) * seconds;
  const y = side + Math.abs(velocity.y) * seconds;
  return {
    box: { x: box.x - x, y: box.y - y, width: box.width + 2 * x, height: box.height + 2 * y },
    keypoints,
  };
}

/** The smallest box around two. */
function around(one: Box, other: Box): Box {
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}

function wholePicture({ width, height }: Seen['size']): FacePlace {
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
