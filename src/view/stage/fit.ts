import type { Box, Size } from '#core/types.ts';

/** The position of a picture in its frame: `x`, `y` of its corner, and CSS pixels per picture pixel. */
export interface Fit {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Pixels of a 3840 × 2160 screen: a canvas of this size takes 33 MB, and Safari allows no more than twice that. */
const MOST_PIXELS = 3840 * 2160;

/** Canvas pixels per CSS pixel: the screen's ratio, or less if a `frame` (CSS pixels) would exceed MOST_PIXELS. */
export function canvasRatio(frame: Size, screenRatio: number): number {
  const area = frame.width * frame.height;
  return area > 0 ? Math.min(screenRatio, Math.sqrt(MOST_PIXELS / area)) : screenRatio;
}

/** Like CSS `object-fit: contain`: the picture at its largest size, centred. `frame` is in CSS pixels. */
export function contain(picture: Size, frame: Size): Fit {
  return centred(picture, frame, Math.min(frame.width / picture.width, frame.height / picture.height));
}

/** Like CSS `object-fit: cover`: the picture at its smallest size that fills the frame, centred. */
export function cover(picture: Size, frame: Size): Fit {
  return centred(picture, frame, Math.max(frame.width / picture.width, frame.height / picture.height));
}

function centred(picture: Size, frame: Size, scale: number): Fit {
  if (picture.width <= 0 || picture.height <= 0) return { x: 0, y: 0, scale: 0 };
  return {
    x: (frame.width - picture.width * scale) / 2,
    y: (frame.height - picture.height * scale) / 2,
    scale,
  };
}

/**
 * Converts a box from picture pixels to CSS pixels, relative to the picture's corner. Mirroring changes its position
 * only, so that text drawn there stays readable.
 */
export function toScreen(box: Box, picture: Size, scale: number, mirrored: boolean): Box {
  const x = mirrored ? picture.width - box.x - box.width : box.x;
  return { x: x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale };
}
