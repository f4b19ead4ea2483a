import { LEAST_SCORE } from './candidates.ts';
import { mapKeypoints } from './geometry.ts';
import type { Detection, Picture, Point, Size } from './types.ts';

/**
 * The detector takes heads up to about 40 degrees off upright. In a picture lying on its side it still finds most
 * faces, with the eyes where the cheeks are and lower scores than in the picture as it stands. So where few finds
 * are sure, the picture is tried in its other three positions.
 */

/** By how many quarter turns clockwise a picture is to be turned. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** All of them but none. */
export const QUARTER_TURNS = [1, 2, 3] as const;

/** From this score on a face is where the head is up: lying faces rarely come so far. */
const SURELY_UPRIGHT = 0.8;
/** What a face must score for its picture to be turned, and how much more evidence there must be than as it is. */
const LEAST_TURNED = 0.75;
const LEAST_RATIO = 1.5;

/** Whether the picture may lie: of these finds fewer than half are sure to be upright, or there are none. */
export function mayBeRotated(found: readonly Detection[]): boolean {
  const sure = found.filter(({ score }) => score >= SURELY_UPRIGHT).length;
  return found.length === 0 || sure * 2 < found.length;
}

/**
 * The turn by which the picture stands; 0 where none is clearly better.
 *
 * @param found the faces in the picture after that many quarter turns; of the turned ones fewer views may do.
 */
export function uprightTurns(found: Readonly<Record<QuarterTurns, readonly Detection[]>>): QuarterTurns {
  const [best = 1] = [...QUARTER_TURNS].sort((a, b) => evidence(found[b]) - evidence(found[a]));
  const stands =
    found[best].some(({ score }) => score >= LEAST_TURNED) &&
    evidence(found[best]) >= LEAST_RATIO * evidence(found[0]);
  return stands ? best : 0;
}

/** How far all scores together are above the least with which a face is found. */
function evidence(found: readonly Detection[]): number {
  return found.reduce((sum, { score }) => sum + Math.max(0, score - LEAST_SCORE), 0);
}

/** The picture turned clockwise, pixel by pixel; itself for none. */
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

/** Where the turned picture's first pixel is in the picture, and how far on the ones right of it and below it. */
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

/** A detection in the turned picture as one in the picture as it was, which is `size` pixels. */
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
