import type { Size } from './types.ts';

/** An ImageBitmap, or a VideoFrame, whose size as it is displayed is meant. */
type Sized = Size | { readonly displayWidth: number; readonly displayHeight: number };

/** The pixels of a picture that was taken from a source. */
export function imageSize(image: Sized): Size {
  return 'displayWidth' in image
    ? { width: image.displayWidth, height: image.displayHeight }
    : { width: image.width, height: image.height };
}
