import { isBlank, laterFrame } from './animation.ts';
import { type ImageHeader, readHeader } from './image-header.ts';
import type { ImageKind, PhotoFailure } from './source.ts';
import { appliesOrientation, decodesTruncated, upright } from './upright.ts';

/** Largest number of pixels to decode. A decoded pixel takes four bytes, so this is a quarter of a gigabyte. */
export const MOST_PIXELS = 64e6;

/** The result of decoding a photo. */
export type DecodedPhoto =
  /** `animated` means that the image is one frame of several. */
  | { readonly ok: true; readonly image: ImageBitmap; readonly animated?: true }
  | { readonly ok: false; readonly failure: PhotoFailure };

/** Formats that the page can decode itself if the browser cannot. */
export type ForeignKind = Extract<ImageKind, 'heic' | 'tiff'>;

/** Decodes formats that the browser cannot decode. A TIFF is returned as it is stored, a HEIC upright. */
export type ForeignDecoder = (file: Blob, kind: ForeignKind) => Promise<DecodedPhoto>;

/** Formats that every supported browser can decode, so that a file that fails to decode is damaged. */
const SHOWN_EVERYWHERE: readonly (ImageKind | null)[] = ['jpeg', 'png', 'webp', 'gif', 'bmp', 'ico', 'avif'];

/**
 * Decodes a photo and applies its orientation. The browser is tried first, then `foreign`. Never rejects; the caller
 * closes the image.
 *
 * @param colours 'none' returns the stored values, which are the same in every browser and were used in training.
 *   With 'default' the colours are those for display, which differ if the photo has a colour profile.
 */
export async function decodePhoto(
  file: Blob,
  colours: ColorSpaceConversion = 'none',
  foreign: ForeignDecoder = noDecoder,
): Promise<DecodedPhoto> {
  if (file.size === 0) return failed({ code: 'photo-empty' });
  let header: ImageHeader;
  try {
    header = await readHeader(file, file instanceof File ? file.name : '');
  } catch {
    return failed({ code: 'photo-gone' });
  }
  const pixels = header.size ? header.size.width * header.size.height : 0;
  if (pixels > MOST_PIXELS) return failed({ code: 'photo-too-large', megapixels: Math.round(pixels / 1e6) });
  try {
    return (await decodeNatively(file, header, colours)) ?? (await decodeOtherwise(file, header, foreign));
  } catch (error) {
    return failed({ code: 'photo-failed', detail: String(error) });
  }
}

/** For programs that only read formats which every browser decodes. */
const noDecoder: ForeignDecoder = async (_file, kind) => failed({ code: 'photo-unsupported', kind });

const failed = (failure: PhotoFailure): DecodedPhoto => ({ ok: false, failure });

/** Decodes the file with the browser; null if it cannot. */
async function decodeNatively(
  file: Blob,
  { kind, orientation, whole, animated }: ImageHeader,
  colours: ColorSpaceConversion,
): Promise<DecodedPhoto | null> {
  if (!whole && (await decodesTruncated())) return failed({ code: 'photo-damaged' });
  const options = { imageOrientation: 'from-image', colorSpaceConversion: colours } as const;
  const first = await createImageBitmap(file, options).catch(() => null);
  if (!first) return null;
  const later = animated && isBlank(first) ? await laterFrame(file, `image/${kind}`, colours) : null;
  if (later) first.close();
  const left = kind && orientation !== 1 && !(await appliesOrientation(kind)) ? orientation : 1;
  return { ok: true, image: upright(later ?? first, left), ...(animated && { animated }) };
}

async function decodeOtherwise(
  file: Blob,
  { kind, orientation }: ImageHeader,
  foreign: ForeignDecoder,
): Promise<DecodedPhoto> {
  if (kind === null) return failed({ code: 'photo-not-picture' });
  if (SHOWN_EVERYWHERE.includes(kind)) return failed({ code: 'photo-damaged' });
  if (kind !== 'heic' && kind !== 'tiff') return failed({ code: 'photo-unsupported', kind });
  const decoded = await foreign(file, kind);
  return decoded.ok && kind === 'tiff' ? { ok: true, image: upright(decoded.image, orientation) } : decoded;
}
