import { boxCentre, boxSize, distance } from './geometry.ts';
import type { Box, Detection, Point, Similarity } from './types.ts';

/**
 * The more a head is tilted, the farther the detector's keypoints are off: at 30 degrees by a tenth of the eyes'
 * distance, at 50 by a sixth, at 70 often by half. So a face that is tilted far is looked at again in a view in which
 * it is upright. Less tilted ones are not: there the network has learnt from crops by the keypoints as they are.
 */

/** From this roll on, radians, a face is tilted far. */
const LEAST_TILT = 0.6;
/** How far a view may be from upright, radians, because the roll by which it was turned was itself read askew. */
const MOST_ASKEW = 0.25;
/** Side of the view in sides of the face: the detector is at its best with much room around. */
const ROOM = 3;
/** A find whose middle is farther from the view's than this share of its side is another face. */
const MOST_OFF = 1 / (2 * ROOM);

/** Whether a face whose roll is `roll`, radians, is to be looked at where it is upright. */
export function isTilted(roll: number): boolean {
  return Math.abs(roll) >= LEAST_TILT;
}

/** Whether a face whose roll is `roll` was not upright in a view that was turned by `turned`; both radians. */
export function isAskew(roll: number, turned: number): boolean {
  return Math.abs(Math.atan2(Math.sin(roll - turned), Math.cos(roll - turned))) >= MOST_ASKEW;
}

/** From picture to a view of `side` × `side` pixels about the box in which a roll, radians, is none. */
export function straightView(box: Box, roll: number, side: number): Similarity {
  const scale = side / (ROOM * boxSize(box));
  const { x, y } = boxCentre(box);
  const a = scale * Math.cos(roll);
  const b = -scale * Math.sin(roll);
  return { a, b, tx: side / 2 - (a * x - b * y), ty: side / 2 - (b * x + a * y) };
}

/** Where in the picture a point of the view is. */
export function inPicture({ x, y }: Point, { a, b, tx, ty }: Similarity): Point {
  const determinant = a * a + b * b;
  const [u, v] = [x - tx, y - ty];
  return { x: (a * u + b * v) / determinant, y: (a * v - b * u) / determinant };
}

/** The find in the middle of such a view; null where there is none. */
export function faceInMiddle(found: readonly Detection[], side: number): Detection | null {
  const middle = { x: side / 2, y: side / 2 };
  const off = ({ box }: Detection) => distance(boxCentre(box), middle);
  const [nearest] = [...found].sort((one, other) => off(one) - off(other));
  return nearest !== undefined && off(nearest) <= MOST_OFF * side ? nearest : null;
}
