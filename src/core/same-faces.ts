import { distance, iou } from './geometry.ts';
import type { Detection, Keypoints } from './types.ts';

/** How two detections of one face differ. */
export interface Difference {
  readonly iou: number;
  /** Median distance of the six keypoints, as a share of the expected distance of the eyes. */
  readonly keypoints: number;
}

/** How the detections of one picture by two detectors differ. */
export interface Comparison {
  /** One for each face that both found, best overlap first. */
  readonly same: readonly Difference[];
  /** Detections of the expected ones that have no partner. */
  readonly missing: readonly Detection[];
  readonly extra: readonly Detection[];
}

/** Below this IoU two boxes do not show the same face. */
const SAME_IOU = 0.3;

/** Pairs detections by overlap, the best first, and measures how each pair differs. */
export function compareFaces(found: readonly Detection[], expected: readonly Detection[]): Comparison {
  const candidates = expected
    .flatMap((one) => found.map((other) => ({ one, other, overlap: iou(one.box, other.box) })))
    .filter(({ overlap }) => overlap >= SAME_IOU)
    .sort((a, b) => b.overlap - a.overlap);
  const paired = new Set<Detection>();
  const same: Difference[] = [];
  for (const { one, other, overlap } of candidates) {
    if (paired.has(one) || paired.has(other)) continue;
    paired.add(one).add(other);
    same.push({ iou: overlap, keypoints: keypointError(other.keypoints, one.keypoints) });
  }
  const alone = (detection: Detection) => !paired.has(detection);
  return { same, missing: expected.filter(alone), extra: found.filter(alone) };
}

function keypointError(found: Keypoints, expected: Keypoints): number {
  const names = Object.keys(expected) as (keyof Keypoints)[];
  const distances = names.map((name) => distance(found[name], expected[name])).sort((a, b) => a - b);
  const middle = distances.length / 2;
  const median = (distances[middle - 1]! + distances[middle]!) / 2;
  return median / distance(expected.leftEye, expected.rightEye);
}
