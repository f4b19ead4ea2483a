import type { Size } from '../types.ts';
import type { Rotation } from './booth.ts';

/** A letter's x-height must be at least this part of the distance from which it is read. */
const LEGIBLE = 1 / 250;
/** Height of the letter x in Inter, as a part of the font size. */
const X_HEIGHT = 0.546;
const MM_PER_INCH = 25.4;
/** No type is larger than this part of the screen's shorter side, because the words must leave room for the mirror. */
const LARGEST_TYPE = 1 / 16;

/** An ordinary webcam sees about 70° from left to right: at a distance d it sees 1.4 d metres. */
const VIEW_PER_METRE = 1.4;
/** Width of a face as the detector frames it, metres. */
const FACE_METRES = 0.15;
/** Somebody up to this many times the expected distance away counts as near. */
const NEAR = 1.25;
/** Narrower faces are not found in every live picture, pixels (docs/decisions/live-views.md). */
const LEAST_FOUND = 24;
/** Side of the crop that is read, in widths of the face. */
const CROP_PER_FACE = 1.3;
/** Up to this distance faces are large enough in a small camera picture, metres. */
const SMALL_PICTURE_METRES = 1.5;

/** The screen of a booth: its diagonal, and its size in the pixels that the page is laid out in. */
export interface BoothScreen {
  readonly inches: number;
  readonly size: Size;
}

/** The least font size, CSS pixels, that is legible on this screen from `distance` metres. */
export function legibleFont(distance: number, { inches, size }: BoothScreen): number {
  const pixelsPerMm = Math.hypot(size.width, size.height) / (inches * MM_PER_INCH);
  return (distance * 1000 * LEGIBLE * pixelsPerMm) / X_HEIGHT;
}

/** The font size of the show, CSS pixels: legible from `distance` metres, or the largest that fits. */
export function showFont(distance: number, screen: BoothScreen): number {
  return Math.min(legibleFont(distance, screen), largestFont(screen));
}

/** From how far the show can be read on this screen at most, metres. */
export const legibleUpTo = (screen: BoothScreen): number => largestFont(screen) / legibleFont(1, screen);

const largestFont = ({ size }: BoothScreen): number => Math.min(size.width, size.height) * LARGEST_TYPE;

/** The page's size after it was turned on the screen. */
export function turned({ width, height }: Size, rotation: Rotation): Size {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** Width of a face at this distance, as a part of the camera picture's width. */
export const expectedFace = (distance: number): number => FACE_METRES / (VIEW_PER_METRE * distance);

/** Faces narrower than this part of the camera picture's width are too far away. */
export const leastFace = (distance: number): number => expectedFace(distance * NEAR);

/** The width to request from the camera for people at this distance, pixels. */
export const cameraWidth = (distance: number): 640 | 1280 => (distance <= SMALL_PICTURE_METRES ? 640 : 1280);

/**
 * How far away a face is found and read at most, metres, if its crop must be `side` pixels wide and the camera's
 * picture is `pictureWidth` pixels wide. For an ordinary webcam.
 */
export function reach(pictureWidth: number, side: number): number {
  const face = Math.max(side / CROP_PER_FACE, LEAST_FOUND);
  return (FACE_METRES * pictureWidth) / (VIEW_PER_METRE * face);
}

/** Font size of a person's label: the show's, and up to 1.5 times that for somebody nearer than expected. */
export function labelFont(font: number, face: number, distance: number): number {
  return font * Math.min(1.5, Math.max(1, Math.sqrt(face / expectedFace(distance))));
}
