import { compareFaces } from '#core/same-faces.ts';
import type { Picture } from '#core/types.ts';
import type { GoldenFaces } from './golden.ts';
import type { Detector } from './parts.ts';

/** What rounding can explain: boxes of whole pixels, and a GPU's half-precision numbers. */
const LEAST_IOU = 0.8;
const LARGEST_KEYPOINT_ERROR = 0.05;

/** What a detector is checked with. */
export interface DetectorCheck {
  /** A detector that is right. */
  readonly expected: Detector;
  readonly golden: GoldenFaces;
  /** Side of the golden crops, pixels. */
  readonly size: number;
}

/**
 * Whether a detector finds the golden faces where the expected one finds them. Each golden face is given to them as a separate picture.
 * False if the expected detector finds none, because then nothing is proven.
 */
export function findsGoldenFaces(detector: Detector, { expected, golden, size }: DetectorCheck): boolean {
  let found = 0;
  for (let face = 0; face < golden.count; face++) {
    const picture = goldenPicture(golden, size, face);
    const { same, missing, extra } = compareFaces(detector.detect(picture), expected.detect(picture));
    if (missing.length + extra.length > 0) return false;
    if (same.some(({ iou, keypoints }) => !(iou >= LEAST_IOU && keypoints <= LARGEST_KEYPOINT_ERROR))) {
      return false;
    }
    found += same.length;
  }
  return found > 0;
}

function goldenPicture({ crops }: GoldenFaces, size: number, face: number): Picture {
  const pixels = size * size;
  const data = new Uint8ClampedArray(pixels * 4).fill(255);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = (face * pixels + pixel) * 3;
    data.set(crops.subarray(from, from + 3), pixel * 4);
  }
  return { width: size, height: size, data };
}
