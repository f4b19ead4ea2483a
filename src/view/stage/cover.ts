import type { CoverStyle } from '#core/cover.ts';
import type { Box, Size } from '#core/types.ts';

/** A canvas context of the page or of a worker. */
export type Paintable = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Colours that are left of a covered region, along its longer side: too few to restore or recognize a face. */
const BLOCKS = 6;
const SOLID = '#14161a';

/** Hides regions of a picture. */
export interface CoverBrush {
  /**
   * Covers regions on a context whose unit is one picture pixel. `image` is the picture that was drawn there, of
   * `natural` pixels; `picture` and the regions are in picture pixels.
   */
  paint(
    context: Paintable,
    image: CanvasImageSource,
    natural: Size,
    picture: Size,
    regions: readonly Box[],
    style: CoverStyle,
  ): void;
}

/** A brush with its own small canvas. Throws if the browser has no memory for a canvas. */
export function createCoverBrush(): CoverBrush {
  const small = document.createElement('canvas');
  const brush = small.getContext('2d');
  if (brush === null) throw new Error('This browser has no memory for a canvas.');
  return {
    paint(context, image, natural, picture, regions, style) {
      for (const region of regions) {
        if (region.width <= 0 || region.height <= 0) continue;
        // First solid, so that no pixel of the face shows through if the picture cannot be drawn.
        context.fillStyle = SOLID;
        context.fillRect(region.x, region.y, region.width, region.height);
        if (style === 'solid') continue;
        const sx = natural.width / picture.width;
        const sy = natural.height / picture.height;
        const source = {
          x: region.x * sx,
          y: region.y * sy,
          width: region.width * sx,
          height: region.height * sy,
        };
        const blocks = shrink(brush, image, source);
        context.imageSmoothingEnabled = style === 'blurred';
        context.imageSmoothingQuality = 'high';
        context.drawImage(
          small,
          0,
          0,
          blocks.width,
          blocks.height,
          region.x,
          region.y,
          region.width,
          region.height,
        );
        context.imageSmoothingEnabled = true;
      }
    },
  };
}

/** Draws a part of the image as a few blocks in the corner of the brush's canvas, and returns their number. */
function shrink(brush: CanvasRenderingContext2D, image: CanvasImageSource, part: Box): Size {
  const longer = Math.max(part.width, part.height);
  const blocks = {
    width: Math.max(1, Math.round((BLOCKS * part.width) / longer)),
    height: Math.max(1, Math.round((BLOCKS * part.height) / longer)),
  };
  const { canvas } = brush;
  // Each halving averages four pixels; one large step would pick single pixels in some browsers.
  let factor = 16;
  canvas.width = blocks.width * factor;
  canvas.height = blocks.height * factor;
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(image, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height);
  brush.globalCompositeOperation = 'copy';
  for (; factor > 1; factor /= 2) {
    const width = blocks.width * factor;
    const height = blocks.height * factor;
    brush.drawImage(canvas, 0, 0, width, height, 0, 0, width / 2, height / 2);
  }
  brush.globalCompositeOperation = 'source-over';
  return blocks;
}
