import type { Box, Size } from '#core/types.ts';

/** Where a picture lies in its frame: `x`, `y` of its corner and screen pixels per picture pixel. */
export interface Fit {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** A screen of 3840 × 2160; drawn on by a canvas, it takes 33 MB. Safari gives a canvas no more than twice that. */
const MOST_PIXELS = 3840 * 2160;

/** Canvas pixels per CSS pixel: one for each of the screen's, fewer where `frame` (CSS pixels) would need too many. */
export function canvasRatio(frame: Size, screenRatio: number): number {
  const area = frame.width * frame.height;
  return area > 0 ? Math.min(screenRatio, Math.sqrt(MOST_PIXELS / area)) : screenRatio;
}

/** As CSS `object-fit: contain`: the largest the picture can be, in the middle. All in CSS pixels. */
export function contain(picture: Size, frame: Size): Fit {
  if (picture.width <= 0 || picture.height <= 0) return { x: 0, y: 0, scale: 0 };
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return {
    x: (frame.width - picture.width * scale) / 2,
    y: (frame.height - picture.height * scale) / 2,
    scale,
  };
}

/**
 * A box in picture pixels → CSS pixels relative to the picture's own corner. Mirroring turns the place
 * about the picture's middle, never the content: text drawn there stays readable.
 */
export function toScreen(box: Box, picture: Size, scale: number, mirrored: boolean): Box {
  const x = mirrored ? picture.width - box.x - box.width : box.x;
  return { x: x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale };
}
