import { coverRegion } from '#core/cover.ts';
import type { PhotoStatus, Settings } from '#store/state.ts';
import { createCoverBrush } from '../stage/cover.ts';

/** Draws a photo on a canvas of the picture's size. Its faces are covered in this style if it was read. */
export function drawPhoto(
  context: CanvasRenderingContext2D,
  picture: ImageBitmap,
  status: PhotoStatus,
  style: Settings['cover'],
): void {
  const { width, height } = picture;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(picture, 0, 0);
  if (style === 'off' || status.state !== 'done') return;
  const { size, faces } = status;
  context.setTransform(width / size.width, 0, 0, height / size.height, 0, 0);
  const regions = faces.map((face) => coverRegion(face, size));
  createCoverBrush().paint(context, picture, { width, height }, size, regions, style);
}
