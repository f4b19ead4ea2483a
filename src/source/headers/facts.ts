import type { Size } from '#core/types.ts';

/** Format of a picture file. `raw` is a camera's sensor data, `jxl` JPEG XL, `jp2` JPEG 2000. */
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

/** EXIF orientation: how the stored pixels must be transformed to be upright; 1 is upright already. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The contents of a picture's header. */
export interface ImageFacts {
  /** Size of the stored pixels, before any orientation; null if the header does not say. */
  readonly size: Size | null;
  readonly orientation: Orientation;
  /** False if the file is certainly truncated. */
  readonly whole: boolean;
  /** Whether it has more than one frame. */
  readonly animated: boolean;
}

/** A header that says nothing. */
export const NO_FACTS: ImageFacts = { size: null, orientation: 1, whole: true, animated: false };

/** Converts a number to an orientation; 1 if it is not a valid one. */
export function toOrientation(value: number | null): Orientation {
  return value !== null && value >= 1 && value <= 8 && Number.isInteger(value) ? (value as Orientation) : 1;
}
