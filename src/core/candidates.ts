import { iou, mapKeypoints } from './geometry.ts';
import type { Letterbox } from './letterbox.ts';
import type { Detection, Keypoints, Point } from './types.ts';

/** Numbers that a detector's output holds for each anchor: score, centre, size, six keypoints. */
export const VALUES_PER_ANCHOR = 17;

/** MediaPipe's names: min_score_thresh and min_suppression_threshold. */
export const LEAST_SCORE = 0.5;
const LARGEST_OVERLAP = 0.3;
/** MediaPipe's score_clipping_thresh. */
const LARGEST_LOGIT = 100;

/**
 * Faces that an output proposes, in picture pixels: of every anchor whose score is at least `least`, box and
 * keypoints, which the output gives in input pixels relative to the anchor's centre. Boxes without a size
 * are left out.
 *
 * @param output 17 numbers for each anchor: the logit of the score, then x and y of the centre, width, height, and
 *   x and y of each keypoint.
 * @param centres x and y of each anchor's centre as fractions of the input (anchorCentres).
 * @param side of the square input, pixels.
 * @param least score of a find, between 0 and 1.
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
 * One face for each crowd of candidates: the best one takes all that overlap it by an IoU above 0.3, and gets the
 * mean of their boxes and keypoints, weighted by their scores; its own score stays (BlazeFace's tie
 * resolution, MediaPipe's WEIGHTED suppression). Best first.
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
