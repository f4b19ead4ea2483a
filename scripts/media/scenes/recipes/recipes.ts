import { createCanvas } from '../../drawing/canvas.ts';
import { createNoise, fillTexture } from '../../drawing/noise.ts';
import type { Pixels } from '../../drawing/pixels.ts';
import { UNPEOPLED_KINDS, UNPEOPLED_PHOTOS, type UnpeopledPicture } from '../unpeopled.ts';
import { type Brush, type Context, createBrush } from './brush.ts';
import { drawMenu, drawText } from './screens.ts';
import { drawBricks, drawCurtain, drawLeaves, drawStripes } from './surfaces.ts';
import { drawDrawnFaces, drawLights, drawShapes, drawStage } from './things.ts';

/** The photos of UNPEOPLED_PHOTOS, decoded, in their order. */
export type Photos = readonly ImageBitmap[];

/** Standard deviation of the noise of every other picture, grey levels. */
const NOISE = 5;

const RECIPES: Readonly<Record<UnpeopledPicture['kind'], (brush: Brush, photos: Photos) => void>> = {
  texture: drawTexture,
  text: drawText,
  menu: drawMenu,
  curtain: drawCurtain,
  stripes: drawStripes,
  leaves: drawLeaves,
  shapes: drawShapes,
  bricks: drawBricks,
  stage: drawStage,
  lights: drawLights,
  photo: drawPhoto,
  'drawn-faces': drawDrawnFaces,
};

/** Draws one picture of the set, with a sensor's noise in every other one. */
export function drawUnpeopled(
  { kind, number }: UnpeopledPicture,
  size: { readonly width: number; readonly height: number },
  photos: Photos,
): Pixels {
  const seed = UNPEOPLED_KINDS.indexOf(kind) * 1000 + number;
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas');
  RECIPES[kind](createBrush(context, seed), photos);
  const canvas = pixelsOf(context);
  if (number % 2 === 1) createNoise(seed)(canvas, NOISE);
  return canvas;
}

function pixelsOf(context: Context): Pixels {
  const { width, height } = context.canvas;
  const canvas = createCanvas(width, height);
  const { data } = context.getImageData(0, 0, width, height);
  for (let from = 0, to = 0; to < canvas.rgb.length; from += 4, to += 3)
    for (let c = 0; c < 3; c++) canvas.rgb[to + c] = data[from + c]!;
  return canvas;
}

/** Clouds, marble, sand: random grids of one colour. */
function drawTexture({ context, width, height, between }: Brush): void {
  const canvas = createCanvas(width, height);
  const colour = [between(60, 190), between(60, 190), between(60, 190)] as const;
  const [cell, contrast] = [2 ** between(3, 8), between(20, 80)];
  fillTexture(canvas, { seed: Math.floor(between(0, 1e6)), cell, contrast, colour });
  const image = context.createImageData(width, height);
  image.data.fill(255);
  for (let from = 0, to = 0; from < canvas.rgb.length; from += 3, to += 4)
    for (let c = 0; c < 3; c++) image.data[to + c] = canvas.rgb[from + c]!;
  context.putImageData(image, 0, 0);
}

/** A part of a photo without faces, enlarged, mirrored or not. */
function drawPhoto({ context, width, height, between }: Brush, photos: Photos): void {
  const index = between(0, 1) < 0.75 ? 0 : 1;
  const { part } = UNPEOPLED_PHOTOS[index]!;
  const tall = part.height * between(0.5, 1);
  const wide = Math.min(part.width, (tall * width) / height);
  const x = part.x + between(0, part.width - wide);
  const y = part.y + between(0, part.height - tall);
  if (between(0, 1) < 0.5) {
    context.translate(width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(photos[index]!, x, y, wide, tall, 0, 0, width, height);
}
