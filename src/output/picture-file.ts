import { removeMetadata } from './remove-metadata.ts';

/** Formats in which a picture can be saved, in the order in which they are offered. */
const PICTURE_FORMATS = ['png', 'jpeg', 'webp'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** File name extension of each format, without the dot. */
export const EXTENSIONS: Readonly<Record<PictureFormat, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp' };

/** Quality of JPEG and WebP, 0…1. */
const QUALITY = 0.92;

/** The canvas as a file without metadata; null if the browser cannot write this format or a picture of this size. */
export async function encodePicture(canvas: HTMLCanvasElement, format: PictureFormat): Promise<Blob | null> {
  const type = `image/${format}`;
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
  // A browser that does not know the format gives a PNG without saying so.
  if (blob?.type !== type) return null;
  return removeMetadata(blob);
}

/** The formats that this browser writes, found by trial. */
export async function writableFormats(): Promise<readonly PictureFormat[]> {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const written = await Promise.all(PICTURE_FORMATS.map((format) => encodePicture(canvas, format)));
  return PICTURE_FORMATS.filter((_, index) => written[index] !== null);
}

/** A picture file as PNG, the only format that every clipboard takes. Rejects if the browser has no memory for it. */
export async function pngOf(picture: Blob): Promise<Blob> {
  if (picture.type === 'image/png') return picture;
  const image = await createImageBitmap(picture);
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  image.close();
  const png = await encodePicture(canvas, 'png');
  if (png === null) throw new Error('This browser has no memory for the picture.');
  return png;
}
