import { iou, mapKeypoints } from './geometry.ts';
import type { Letterbox } from './letterbox.ts';
import type { Detection, Keypoints, Point } from './types.ts';

/** Numbers in a detector's output for each anchor: score, centre, size, six keypoints. */
export const VALUES_PER_ANCHOR = 17;

/** MediaPipe's min_score_thresh. */
export const LEAST_SCORE = 0.5;
/** MediaPipe's min_suppression_threshold, an IoU. */
export const LARGEST_OVERLAP = 0.3;
/** MediaPipe's score_clipping_thresh. */
const LARGEST_LOGIT = 100;

/**
 * Converts a detector's output to detections in picture pixels, without suppression. Anchors that score below
 * `least` and boxes without a size are dropped.
 *
 * @param output 17 numbers per anchor: the score's logit, then x and y of the centre, width, height, and x and y of
 *   each keypoint. Positions are input pixels relative to the anchor's centre.
 * @param centres x and y of each anchor's centre as fractions of the input (anchorCentres).
 * @param side side of the square input in pixels.
 * @param letterbox where the picture was drawn in that input.
 * @param least lowest score of a detection, between 0 and 1.
 */
export function decodeCandidates(
  output: Float32Array,
  centres: Float32Array,
  side: number,
  letterbox: Letterbox,
  least: number = LEAST_SCORE,
): readonly Detection[] {
  const { scale, left, top } = letterbox;
  const leastLogit = Math.log(least / (1 - least));
  const candidates: Detection[] = [];
  for (let anchor = 0; anchor * VALUES_PER_ANCHOR < output.length; anchor++) {
    const start = anchor * VALUES_PER_ANCHOR;
    const logit = output[start]!;
    if (!(logit >= leastLogit)) continue;
    const x0 = centres[anchor * 2]! * side - left;
    const y0 = centres[anchor * 2 + 1]! * side - top;
    const point = (index: number): Point => ({
      x: (output[start + index]! + x0) / scale,
      y: (output[start + index + 1]! + y0) / scale,
    });
    const width = output[start + 3]! / scale;
    const height = output[start + 4]! / scale;
    if (!(width > 0 && height > 0)) continue;
    const centre = point(1);
    candidates.push({
      score: 1 / (1 + Math.exp(-Math.min(logit, LARGEST_LOGIT))),
      box: { x: centre.x - width / 2, y: centre.y - height / 2, width, height },
      keypoints: {
        rightEye: point(5),
        leftEye: point(7),
        noseTip: point(9),
        mouthCentre: point(11),
        rightEar: point(13),
        leftEar: point(15),
      },
    });
  }
  return candidates;
}

/**
 * Merges overlapping candidates, best first: MediaPipe's WEIGHTED suppression, which is BlazeFace's tie resolution.
 * The best candidate absorbs all that overlap it by an IoU above 0.3. Box and keypoints become their mean weighted
 * by score; the best score is kept.
 */
export function mergeCandidates(candidates: readonly Detection[]): readonly Detection[] {
  const faces: Detection[] = [];
  let rest = [...candidates].sort((a, b) => b.score - a.score);
  for (;;) {
    const [best] = rest;
    if (best === undefined) return faces;
    const crowd = rest.filter((one) => one === best || iou(one.box, best.box) > LARGEST_OVERLAP);
    rest = rest.filter((one) => !crowd.includes(one));
    faces.push({ ...weightedMean(crowd), score: best.score });
  }
}

function weightedMean(crowd: readonly Detection[]): Pick<Detection, 'box' | 'keypoints'> {
  const total = crowd.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (one: Detection) => number) =>
    crowd.reduce((sum, one) => sum + value(one) * one.score, 0) / total;
  const keypoint = (name: keyof Keypoints): Point => ({
    x: mean((one) => one.keypoints[name].x),
    y: mean((one) => one.keypoints[name].y),
  });
  return {
    box: {
      x: mean(({ box }) => box.x),
      y: mean(({ box }) => box.y),
      width: mean(({ box }) => box.width),
      height: mean(({ box }) => box.height),
    },
    keypoints: mapKeypoints(crowd[0]!.keypoints, (_, name) => keypoint(name)),
  };
}
