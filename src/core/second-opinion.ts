import { iou } from './geometry.ts';
import { paddedView, type StillView } from './still.ts';
import type { Box, Detection, Size } from './types.ts';

/**
 * In small pictures, most of them tight crops of one face, the detector is of two minds: it overlooks faces without
 * hair and chin, and takes bricks and pages for faces, both with scores about a half. The short-range network, of
 * another size and trained for near faces, errs elsewhere. So where no find is sure, all that the detector thinks
 * possible is shown to it as well, and what it sees too in most of its views is a face. That finds five of six of the
 * training pictures' faces that had been overlooked, and leaves less than half of the faces in patches of things.
 */

/** Small pictures have a longer side up to this, pixels. */
const LARGEST_SMALL = 300;
/** From this score on a find needs no second opinion. */
const SURE = 0.7;
/** From this one on it stands even where the second network does not see it. */
const LIKELY = 0.65;
/** What the detector thinks possible; of faces looked at in training pictures all have this. */
export const LEAST_POSSIBLE = 0.1;
/** What the second network has to score. */
export const LEAST_CONFIRMING = 0.3;
/** A tight crop looks like no face until it is small in its view. */
const ROOMY_PADDINGS = [2.5, 3.4, 5] as const;
/** The short-range network finds faces from a fifth of its view on. */
const CONFIRMING_PADDINGS = [1.5, 2, 2.5] as const;
const LEAST_VIEWS = 2;
/** In so much both must agree on the box. */
const AGREED_IOU = 0.4;
/** Faces below this share of the picture are too small for the second network. */
const SMALL_SHARE = 0.25;

/** Most of these are crops of one face that a program has cut. */
export const isSmall = (picture: Size): boolean => longer(picture) <= LARGEST_SMALL;

/** Whether a second opinion is wanted: a small picture without a sure find. */
export function needsSecondOpinion(picture: Size, found: readonly Detection[]): boolean {
  return isSmall(picture) && !found.some(({ score }) => score >= SURE);
}

/** Where the detector looks again, with more room around. */
export const roomyViews = (picture: Size): readonly StillView[] =>
  ROOMY_PADDINGS.map((padding) => paddedView(picture, padding));

/** What the second network is shown. */
export const confirmingViews = (picture: Size): readonly StillView[] =>
  CONFIRMING_PADDINGS.map((padding) => paddedView(picture, padding));

/**
 * The finds that stand: what is likely or was seen by the second network in two views, and of those too small for it
 * what is likely in the first views. All in picture pixels.
 *
 * @param found in the first views.
 * @param withRoom what is possible in the roomy ones.
 * @param opinions the second network's finds, a list for each view.
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
