import type { Size } from '#core/types.ts';

/** What a file holds by its own bytes. `raw`: what a camera's sensor saw; `jxl`: JPEG XL; `jp2`: JPEG 2000. */
export type ImageKind =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'bmp'
  | 'ico'
  | 'avif'
  | 'heic'
  | 'tiff'
  | 'svg'
  | 'psd'
  | 'raw'
  | 'jxl'
  | 'jp2';

/** As EXIF counts: how the stored pixels must be turned to be upright; 1 is upright already. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What the header of a picture says. */
export interface ImageFacts {
  /** Pixels as they are stored, before any orientation; null where the header does not say. */
  readonly size: Size | null;
  readonly orientation: Orientation;
  /** False where the file surely ends before its picture does. */
  readonly whole: boolean;
  /** It has more than one frame. */
  readonly animated: boolean;
}

export const NO_FACTS: ImageFacts = { size: null, orientation: 1, whole: true, animated: false };

/** 1 for a number that is no orientation. */
export function toOrientation(value: number | null): Orientation {
  return value !== null && value >= 1 && value <= 8 && Number.isInteger(value) ? (value as Orientation) : 1;
}
