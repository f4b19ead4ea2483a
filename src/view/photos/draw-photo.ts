import { coverRegion } from '#core/cover.ts';
import type { Cover } from '#store/selectors.ts';
import type { PhotoStatus, Settings } from '#store/state.ts';
import { createCoverBrush } from '../stage/cover.ts';
import { paintPicture } from '../stage/paint-picture.ts';

/**
 * Draws a photo on a canvas of the picture's size, with its faces covered in this style.
 *
 * @param status where its faces are; null covers none.
 */
export function drawPhoto(
  context: CanvasRenderingContext2D,
  image: ImageBitmap,
  status: PhotoStatus | null,
  style: Settings['cover'],
): void {
  const isRead = status?.state === 'done';
  const size = isRead ? status.size : { width: image.width, height: image.height };
  const cover: Cover | null =
    isRead && style !== 'off'
      ? { style, regions: status.faces.map((face) => coverRegion(face, size)) }
      : null;
  paintPicture(context, { image, size }, cover, createCoverBrush());
}
