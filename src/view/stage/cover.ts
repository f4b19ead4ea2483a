import type { CoverStyle } from '#core/cover.ts';
import type { Box, Size } from '#core/types.ts';

/** A canvas context of the page or of a worker. */
export type Paintable = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Colours that are left of a covered region, along its longer side: too few to restore or recognize a face. */
export const COVER_BLOCKS = 4;
const SOLID = '#14161a';

/** Hides regions of a picture that has been drawn on a canvas. */
export interface CoverBrush {
  /**
   * Covers regions, which are in the units of the context's transform; it may scale, move and mirror. The colours of the
   * cover come from the canvas itself, so that where regions overlap nothing shows that was covered before.
   *
   * @param blocks colours that are left along the longer side of a region.
   */
  paint(context: Paintable, regions: readonly Box[], style: CoverStyle, blocks?: number): void;
}

/** A brush with its own small canvas. Throws if the browser has no memory for a canvas. */
export function createCoverBrush(): CoverBrush {
  const small = document.createElement('canvas');
  const brush = small.getContext('2d');
  if (brush === null) throw new Error('This browser has no memory for a canvas.');
  return {
    paint(context, regions, style, blocks = COVER_BLOCKS) {
      const pixels = regions.map((region) => toPixels(region, context));
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      for (const region of pixels) {
        if (region.width <= 0 || region.height <= 0) continue;
        const { x, y, width, height } = region;
        const left = style === 'solid' ? null : shrink(brush, context.canvas, region, blocks);
        // Solid first, so that no pixel of the face shows through if the picture cannot be drawn.
        context.fillStyle = SOLID;
        context.fillRect(x, y, width, height);
        if (left === null) continue;
        context.imageSmoothingEnabled = style === 'blurred';
        context.imageSmoothingQuality = 'high';
        context.drawImage(small, 0, 0, left.width, left.height, x, y, width, height);
      }
      context.restore();
    },
  };
}

/** A region in whole pixels of the canvas, not smaller than it was, and inside the canvas. */
function toPixels({ x, y, width, height }: Box, context: Paintable): Box {
  const { a, d, e, f } = context.getTransform();
  const { canvas } = context;
  const [left, right] = [a * x + e, a * (x + width) + e].sort((one, other) => one - other) as [
    number,
    number,
  ];
  const [top, bottom] = [d * y + f, d * (y + height) + f];
  const from = { x: Math.max(0, Math.floor(left)), y: Math.max(0, Math.floor(top)) };
  return {
    ...from,
    width: Math.min(canvas.width, Math.ceil(right)) - from.x,
    height: Math.min(canvas.height, Math.ceil(bottom)) - from.y,
  };
}

/** Draws a part of a canvas as a few blocks in the corner of the brush's canvas, and returns their number. */
function shrink(brush: CanvasRenderingContext2D, from: CanvasImageSource, part: Box, most: number): Size {
  const longer = Math.max(part.width, part.height);
  const blocks = {
    width: Math.max(1, Math.round((most * part.width) / longer)),
    height: Math.max(1, Math.round((most * part.height) / longer)),
  };
  const { canvas } = brush;
  // Each halving averages four pixels; one large step would pick single pixels in some browsers.
  let factor = 16;
  canvas.width = blocks.width * factor;
  canvas.height = blocks.height * factor;
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(from, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height);
  brush.globalCompositeOperation = 'copy';
  for (; factor > 1; factor /= 2) {
    const width = blocks.width * factor;
    const height = blocks.height * factor;
    brush.drawImage(canvas, 0, 0, width, height, 0, 0, width / 2, height / 2);
  }
  brush.globalCompositeOperation = 'source-over';
  return blocks;
}
