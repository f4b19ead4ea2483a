/** Formats that some browsers cannot decode. */
export type DecoderFormat = 'heic' | 'tiff';

/** Why a picture was not decoded. */
export type DecoderFailure =
  /** The decoder's own files could not be fetched or started. */
  | { readonly code: 'not-loaded' }
  | { readonly code: 'damaged' }
  /** A variant of the format that the decoder does not support. */
  | { readonly code: 'unsupported' }
  | { readonly code: 'too-large'; readonly pixels: number }
  | { readonly code: 'crashed'; readonly detail: string };

/** A message to the worker: one picture. The next one may only be sent after the answer. */
export interface DecodeRequest {
  readonly file: Blob;
  readonly format: DecoderFormat;
  /** A picture with more pixels is not decoded. */
  readonly mostPixels: number;
}

/** A message from the worker. */
export type DecoderMessage =
  /** The decoder is loaded and starts to decode the picture. */
  | { readonly type: 'loaded' }
  /** Pixels as the format stores them, without colour management; the receiver closes the image. */
  | { readonly type: 'decoded'; readonly image: ImageBitmap }
  | { readonly type: 'failed'; readonly failure: DecoderFailure };
