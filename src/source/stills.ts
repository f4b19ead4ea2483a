import { isBlank, laterFrame } from './animation.ts';
import { type ImageHeader, readHeader } from './image-header.ts';
import type { ImageKind, PhotoFailure } from './source.ts';
import { appliesOrientation, decodesTruncated, upright } from './upright.ts';

/** Decoded, a pixel takes four bytes: 64 megapixels are a quarter of a gigabyte. */
export const MOST_PIXELS = 64e6;

export type DecodedPhoto =
  /** `animated`: the image is one frame of several. */
  | { readonly ok: true; readonly image: ImageBitmap; readonly animated?: true }
  | { readonly ok: false; readonly failure: PhotoFailure };

/** Formats that a decoder of ours reads where the browser does not. */
export type ForeignKind = Extract<ImageKind, 'heic' | 'tiff'>;

/** Decodes what the browser does not; a TIFF comes as it is stored, a HEIC upright. */
export type ForeignDecoder = (file: Blob, kind: ForeignKind) => Promise<DecodedPhoto>;

/** Formats that every browser with the page's other needs can show: one that it cannot decode is damaged. */
const SHOWN_EVERYWHERE: readonly (ImageKind | null)[] = ['jpeg', 'png', 'webp', 'gif', 'bmp', 'ico', 'avif'];

/**
 * One photo, upright, whichever way its file says that it was held. The caller closes the image. `colours`: 'none'
 * gives the bytes that are stored, as training saw them and the same in every browser; 'default' what the screen
 * should show, which differs where a photo brings a colour profile. The browser is tried first, then `foreign`.
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

/** The browser alone: for programs that read only formats which every browser shows. */
const noDecoder: ForeignDecoder = async (_file, kind) => failed({ code: 'photo-unsupported', kind });

const failed = (failure: PhotoFailure): DecodedPhoto => ({ ok: false, failure });

/** What the browser makes of the file; null where it cannot decode it. */
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
