import type { DecoderFailure } from './protocol.ts';

/** A decoded picture as width × height × 4 opaque RGBA bytes, row by row, or the reason of the failure. */
export type Decoded =
  | {
      readonly ok: true;
      readonly width: number;
      readonly height: number;
      readonly rgba: Uint8ClampedArray<ArrayBuffer>;
    }
  | { readonly ok: false; readonly failure: DecoderFailure };

/** Decodes a file. A picture with more than `mostPixels` pixels fails with `too-large` before it is decoded. */
export type Decode = (file: ArrayBuffer, mostPixels: number) => Promise<Decoded>;

/** A failure as the result of a decoder. */
export const failed = (failure: DecoderFailure): Decoded => ({ ok: false, failure });
