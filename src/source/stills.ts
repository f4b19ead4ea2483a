import { HEADER_BYTES, imageSize } from './image-header.ts';
import type { PhotoFailure } from './source.ts';

/** Decoded, a pixel takes four bytes: 64 megapixels are a quarter of a gigabyte. */
const MOST_PIXELS = 64e6;

export type DecodedPhoto =
  | { readonly ok: true; readonly image: ImageBitmap }
  | { readonly ok: false; readonly failure: PhotoFailure };

/**
 * One photo, upright (EXIF orientation applied). The caller closes the image. `colours`: 'none' gives the bytes
 * that are stored, as training saw them and the same in every browser; 'default' what the screen should show,
 * which differs where a photo brings a colour profile.
 */
export async function decodePhoto(file: Blob, colours: ColorSpaceConversion = 'none'): Promise<DecodedPhoto> {
  try {
    const header = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
    const size = imageSize(header);
    const pixels = size ? size.width * size.height : 0;
    if (pixels > MOST_PIXELS) {
      return { ok: false, failure: { code: 'photo-too-large', megapixels: Math.round(pixels / 1e6) } };
    }
    const options = { imageOrientation: 'from-image', colorSpaceConversion: colours } as const;
    return { ok: true, image: await createImageBitmap(file, options) };
  } catch {
    return { ok: false, failure: { code: 'photo-broken' } };
  }
}

/** What a drop, a paste or a file dialogue brought, sorted by what can be done with it. */
export interface SortedFiles {
  readonly photos: readonly File[];
  readonly videos: readonly File[];
  readonly others: readonly File[];
}

const PHOTO_NAME = /\.(jpe?g|png|webp|gif|bmp|avif|heic|heif|jfif)$/i;
const VIDEO_NAME = /\.(mp4|m4v|webm|mov|mkv|ogv|avi|3gp)$/i;

/** By type, and by name where the system gives no type. */
export function sortFiles(files: readonly File[]): SortedFiles {
  const isPhoto = (file: File) =>
    file.type.startsWith('image/') || (!file.type && PHOTO_NAME.test(file.name));
  const isVideo = (file: File) =>
    file.type.startsWith('video/') || (!file.type && VIDEO_NAME.test(file.name));
  return {
    photos: files.filter(isPhoto),
    videos: files.filter((file) => !isPhoto(file) && isVideo(file)),
    others: files.filter((file) => !isPhoto(file) && !isVideo(file)),
  };
}

/** All files of a drop or a paste, folders opened (a folder of photos is the usual thing to drop). */
export async function filesOfTransfer(transfer: DataTransfer): Promise<readonly File[]> {
  // The list of items is emptied as soon as the event is over: take the entries before the first await.
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  const loose = [...transfer.files];
  if (!entries.some((entry) => entry.isDirectory)) return loose;
  const found: File[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) => {
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null));
    });
    // Systems keep their own files beside the photos.
    if (file && !file.name.startsWith('.')) found.push(file);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (batch.length === 0) return;
    for (const child of batch) await collect(child, found);
  }
}
