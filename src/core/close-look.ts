import { boxSize, iou } from './geometry.ts';
import type { StillDetection, StillView } from './still.ts';
import type { Box, Detection, Size } from './types.ts';

/**
 * A second look at the detections of a photo that are not certain, at another scale. A face is found there too, and
 * what merely looked like one at one scale is not: see docs/decisions/photo-search.md.
 */

/** A detection with this score needs no second look. */
const CERTAIN = 0.87;
/** Width of the view in face widths; it need not be larger than the picture … */
const ROOM = 5;
/** … unless it would be narrower than this, because a face that fills its view is missed. */
const LEAST_ROOM = 2;
/** Narrower views show nothing but blur, pixels. */
const NARROWEST = 64;
/** Lowest score in that view of what the whole picture shows, and of what a tile shows. */
const AGAIN = 0.55;
const AGAIN_IN_TILE = 0.62;
/** IoU of the detections in both views. */
const SAME_IOU = 0.3;

/** Whether a detection of pass 0, 1 or 2 is a face only if a second look shows it too. */
export function needsCloseLook({ score, pass }: StillDetection): boolean {
  return score < CERTAIN && pass <= 2;
}

/** A square around the box, inside the picture unless it is larger than that. */
export function closeView(box: Box, { width, height }: Size): StillView {
  const size = boxSize(box);
  const most = Math.max(Math.min(width, height), size * LEAST_ROOM);
  const side = Math.min(most, Math.max(NARROWEST, size * ROOM));
  const place = (start: number, length: number, end: number) =>
    side > end ? (end - side) / 2 : Math.min(Math.max(0, start + length / 2 - side / 2), end - side);
  return {
    x: place(box.x, box.width, width),
    y: place(box.y, box.height, height),
    width: side,
    height: side,
    pass: 4,
  };
}

/** Whether a view of its own shows the detection again. */
export function isSeenAgain({ box, pass }: StillDetection, look: readonly Detection[]): boolean {
  const least = pass === 0 ? AGAIN : AGAIN_IN_TILE;
  return look.some(({ box: other, score }) => score >= least && iou(other, box) > SAME_IOU);
}
