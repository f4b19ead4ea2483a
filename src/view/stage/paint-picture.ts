import { imageSize } from '#core/image-size.ts';
import type { Size } from '#core/types.ts';
import type { Cover } from '#store/selectors.ts';
import type { CoverBrush, Paintable } from './cover.ts';

/** A picture and the size to which the regions of its covers refer. */
export interface CoverablePicture {
  readonly image: VideoFrame | ImageBitmap;
  readonly size: Size;
}

/** Draws a picture on a canvas of its natural size, and covers what must not be seen; null covers nothing. */
export function paintPicture(
  context: Paintable,
  { image, size }: CoverablePicture,
  cover: Cover | null,
  brush: CoverBrush,
): void {
  const natural = imageSize(image);
  context.setTransform(natural.width / size.width, 0, 0, natural.height / size.height, 0, 0);
  context.drawImage(image, 0, 0, size.width, size.height);
  if (cover !== null) brush.paint(context, cover.regions, cover.style);
}
