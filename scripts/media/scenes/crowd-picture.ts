import { createCanvas } from '../drawing/canvas.ts';
import { fillTexture } from '../drawing/noise.ts';
import type { Pixels } from '../drawing/pixels.ts';
import { type Crowd, crowdLayout, type GroupName } from './crowds.ts';
import { copyOpaque } from './record.ts';

const WALL = { seed: 340, cell: 96, contrast: 38, colour: [122, 116, 106] } as const;

/** Draws a crowd in front of a textured wall. */
export function drawCrowd(crowd: Crowd, photos: Readonly<Record<GroupName, ImageBitmap>>): Pixels {
  const { width, height, groups } = crowdLayout(crowd);
  const wall = createCanvas(width, height);
  fillTexture(wall, WALL);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas');
  const image = context.createImageData(width, height);
  copyOpaque(wall, image.data);
  context.putImageData(image, 0, 0);
  context.imageSmoothingQuality = 'high';
  for (const { group, mirrored, ...place } of groups) {
    context.save();
    context.translate(mirrored ? place.x + place.width : place.x, place.y);
    if (mirrored) context.scale(-1, 1);
    context.drawImage(photos[group], 0, 0, place.width, place.height);
    context.restore();
  }
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, rgb: Float32Array.from(data.filter((_, i) => i % 4 !== 3)) };
}
