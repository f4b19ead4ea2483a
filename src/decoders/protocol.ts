/** Formats that some browsers leave to a decoder of ours. */
export type DecoderFormat = 'heic' | 'tiff';

export type DecoderFailure =
  /** The decoder's own files could not be fetched or started. */
  | { readonly code: 'not-loaded' }
  | { readonly code: 'damaged' }
  /** A variant of the format that the decoder does not know. */
  | { readonly code: 'unsupported' }
  | { readonly code: 'too-large'; readonly pixels: number }
  | { readonly code: 'crashed'; readonly detail: string };

/** To the worker: one picture; the next follows only after its answer. */
export interface DecodeRequest {
  readonly file: Blob;
  readonly format: DecoderFormat;
  /** A picture with more pixels is not decoded. */
  readonly mostPixels: number;
}

/** From the worker. */
export type DecoderMessage =
  /** The decoder is there; the picture is being decoded from now on. */
  | { readonly type: 'loaded' }
  /** Pixels as the format stores them, without colour management; the receiver closes the image. */
  | { readonly type: 'decoded'; readonly image: ImageBitmap }
  | { readonly type: 'failed'; readonly failure: DecoderFailure };
