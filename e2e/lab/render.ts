import type { CoverStyle } from '#core/cover.ts';
import type { Face, Size } from '#core/types.ts';
import { createCoverBrush } from '#view/stage/cover.ts';
import { toScreen } from '#view/stage/fit.ts';
import { textMeasure } from '#view/stage/paint.ts';
import { renderPicture } from '#view/stage/render.ts';
import { layoutScene, NO_MEMORY, type Scene } from '#view/stage/scene.ts';

/** A picture for tests, and what is drawn of it. */
export interface Drawing {
  /** The picture is grey, or has 8 pixels wide squares of many colours. */
  readonly picture: 'grey' | 'squares';
  readonly size: Size;
  readonly faces: readonly Face[];
  readonly mirrored: boolean;
  readonly labels: boolean;
  readonly cover: CoverStyle | null;
  /** Pixels of the drawn picture per pixel of `size`. */
  readonly times: number;
}

const SHOW = { age: true, gender: true, emotion: true, smile: true };

/** The picture as a file would show it: RGBA in base64. */
export function drawnPicture(drawing: Drawing): string {
  const { size, faces, mirrored, labels, cover, times } = drawing;
  const out = { width: size.width * times, height: size.height * times };
  const context = contextOf(out);
  const image = testPicture(drawing.picture, size);
  const tools = { brush: createCoverBrush(), measure: textMeasure(context).measure };
  const covered = cover && { style: cover, faces };
  const show = labels ? SHOW : null;
  renderPicture(context, out, { image, size, faces, mirrored, show, cover: covered }, tools, NO_MEMORY);
  return base64Of(context.getImageData(0, 0, out.width, out.height).data);
}

/** What the live overlay draws over a picture that is shown with one CSS pixel per pixel. */
export function overlayScene({ size, faces, mirrored }: Pick<Drawing, 'size' | 'faces' | 'mirrored'>): Scene {
  const { measure } = textMeasure(contextOf(size));
  const placed = faces.map((face) => ({ face, box: toScreen(face.box, size, 1, mirrored) }));
  return layoutScene(placed, size, SHOW, measure, NO_MEMORY);
}

function testPicture(kind: Drawing['picture'], size: Size): HTMLCanvasElement {
  const context = contextOf(size);
  context.fillStyle = '#808080';
  context.fillRect(0, 0, size.width, size.height);
  for (let y = 0; kind === 'squares' && y < size.height; y += 8) {
    for (let x = 0; x < size.width; x += 8) {
      context.fillStyle = `rgb(${(x * 7) % 256} ${(y * 11) % 256} ${(x + y) % 16 === 0 ? 230 : 20})`;
      context.fillRect(x, y, 8, 8);
    }
  }
  return context.canvas;
}

function contextOf({ width, height }: Size): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d canvas');
  return context;
}

function base64Of(bytes: Uint8ClampedArray): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(text);
}
