import { sampleCrop } from '#core/sample.ts';
import type { StillView } from '#core/still.ts';
import type { Picture, Similarity, Size } from '#core/types.ts';

/** Longest side of a drawn view in pixels: the detector itself sees 192. */
export const VIEW_SIDE = 256;

/** The view of the picture at VIEW_SIDE, black where it reaches beyond the border. */
export function drawView(picture: Picture, view: StillView): Picture {
  const scale = VIEW_SIDE / Math.max(view.width, view.height);
  const { width, height }: Size = {
    width: Math.max(1, Math.round(view.width * scale)),
    height: Math.max(1, Math.round(view.height * scale)),
  };
  const [left, right] = onPicture(view.x, scale, width, picture.width);
  const [top, bottom] = onPicture(view.y, scale, height, picture.height);
  const rgb = new Float32Array(VIEW_SIDE * VIEW_SIDE * 3);
  const similarity = { a: scale, b: 0, tx: -view.x * scale, ty: -view.y * scale };
  sampleCrop(picture, similarity, VIEW_SIDE, rgb, 0, 1, 0, { left, top, right, bottom });
  return opaque(rgb, { width, height });
}

/** A square view, VIEW_SIDE wide, by a similarity from picture to view; beyond the border its pixels go on. */
export function drawSquare(picture: Picture, view: Similarity): Picture {
  const rgb = new Float32Array(VIEW_SIDE * VIEW_SIDE * 3);
  sampleCrop(picture, view, VIEW_SIDE, rgb, 0, 1, 0);
  return opaque(rgb, { width: VIEW_SIDE, height: VIEW_SIDE });
}

/** The upper left part of VIEW_SIDE × VIEW_SIDE pixels of RGB as a picture. */
function opaque(rgb: Float32Array, { width, height }: Size): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * VIEW_SIDE + x) * 3;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) data[to + channel] = rgb[from + channel] ?? 0;
      data[to + 3] = 255;
    }
  }
  return { width, height, data };
}

/**
 * Where along one side the drawn pixels begin and end whose centres are on the picture.
 *
 * @param start of the view, in picture pixels.
 * @param drawn length of the view's side in drawn pixels.
 * @param length of the picture's side, in its pixels.
 */
function onPicture(
  start: number,
  scale: number,
  drawn: number,
  length: number,
): readonly [from: number, to: number] {
  const place = (pixel: number) => start + (pixel + 0.5) / scale;
  let from = 0;
  while (from < drawn && place(from) < 0) from += 1;
  let to = from;
  while (to < drawn && place(to) < length) to += 1;
  return [from, to];
}
