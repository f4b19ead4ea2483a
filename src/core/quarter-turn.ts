import { LEAST_SCORE } from './candidates.ts';
import { mapKeypoints } from './geometry.ts';
import type { Detection, Picture, Point, Size } from './types.ts';

/**
 * The detector is made for heads within about 40° of upright. In a picture rotated by 90° it still detects most
 * faces, but with lower scores and with the eyes on the cheeks. If few detections are certain, the picture is
 * therefore searched in its other three rotations.
 */

/** Number of quarter turns clockwise. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** The rotations to try besides the picture as it is. */
export const QUARTER_TURNS = [1, 2, 3] as const;

/** Faces that score at least this are upright; rotated faces rarely do. */
const SURELY_UPRIGHT = 0.8;
/**
 * To accept a rotation: one face ≥ LEAST_TURNED, and total evidence ≥ LEAST_RATIO × that of the unrotated picture.
 */
const LEAST_TURNED = 0.75;
const LEAST_RATIO = 1.5;

/** Whether the picture may be rotated: no face was detected, or fewer than half of them are certainly upright. */
export function mayBeRotated(found: readonly Detection[]): boolean {
  const sure = found.filter(({ score }) => score >= SURELY_UPRIGHT).length;
  return found.length === 0 || sure * 2 < found.length;
}

/**
 * The rotation that makes the picture upright; 0 unless another one is clearly better.
 *
 * @param found detections in the picture after each number of quarter turns. Rotated pictures may have been searched
 *   in fewer views.
 */
export function uprightTurns(found: Readonly<Record<QuarterTurns, readonly Detection[]>>): QuarterTurns {
  const [best = 1] = [...QUARTER_TURNS].sort((a, b) => evidence(found[b]) - evidence(found[a]));
  const isBetter =
    found[best].some(({ score }) => score >= LEAST_TURNED) &&
    evidence(found[best]) >= LEAST_RATIO * evidence(found[0]);
  return isBetter ? best : 0;
}

/** Sum of the scores in excess of the detection threshold. */
function evidence(found: readonly Detection[]): number {
  return found.reduce((sum, { score }) => sum + Math.max(0, score - LEAST_SCORE), 0);
}

/** The picture rotated clockwise without resampling; the same object for 0 turns. */
export function rotatePicture(picture: Picture, turns: QuarterTurns): Picture {
  if (turns === 0) return picture;
  const { width, height, data } = picture;
  const size = turns % 2 === 0 ? { width, height } : { width: height, height: width };
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const turned = new Uint32Array(pixels.length);
  const [first, right, down] = steps(turns, picture);
  for (let y = 0, to = 0; y < size.height; y++) {
    let from = first + y * down;
    for (let x = 0; x < size.width; x++, from += right) turned[to++] = pixels[from] ?? 0;
  }
  return { ...size, data: new Uint8ClampedArray(turned.buffer) };
}

/** Index of the rotated picture's first pixel in the original, and steps to its right and lower neighbours. */
function steps(
  turns: 1 | 2 | 3,
  { width, height }: Size,
): readonly [first: number, right: number, down: number] {
  switch (turns) {
    case 1:
      return [(height - 1) * width, -width, 1];
    case 2:
      return [height * width - 1, -1, -width];
    case 3:
      return [width - 1, width, -1];
  }
}

/** Maps a detection in the rotated picture back to the original picture, whose size is `size`. */
export function rotateBack(detection: Detection, turns: QuarterTurns, size: Size): Detection {
  const { box, keypoints, score } = detection;
  const place = (point: Point) => rotateBackPoint(point, turns, size);
  const [a, b] = [place(box), place({ x: box.x + box.width, y: box.y + box.height })];
  return {
    box: {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    },
    keypoints: mapKeypoints(keypoints, place),
    score,
  };
}

function rotateBackPoint({ x, y }: Point, turns: QuarterTurns, { width, height }: Size): Point {
  switch (turns) {
    case 0:
      return { x, y };
    case 1:
      return { x: y, y: height - x };
    case 2:
      return { x: width - x, y: height - y };
    case 3:
      return { x: width - y, y: x };
  }
}
