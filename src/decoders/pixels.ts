import type { DecoderFailure } from './protocol.ts';

/** What a decoder makes of a file: opaque RGBA rows without gaps, or why there are none. */
export type Decoded =
  | {
      readonly ok: true;
      readonly width: number;
      readonly height: number;
      readonly rgba: Uint8ClampedArray<ArrayBuffer>;
    }
  | { readonly ok: false; readonly failure: DecoderFailure };

/** `mostPixels`: a picture with more of them fails with `too-large` before its pixels are decoded. */
export type Decode = (file: ArrayBuffer, mostPixels: number) => Promise<Decoded>;

export const failed = (failure: DecoderFailure): Decoded => ({ ok: false, failure });
