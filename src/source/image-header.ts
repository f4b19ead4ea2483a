import { bmpSize, icoSize } from './headers/bitmaps.ts';
import { type Bytes, bytesOf } from './headers/bytes.ts';
import { type ImageFacts, type ImageKind, NO_FACTS } from './headers/facts.ts';
import { gifFacts } from './headers/gif.ts';
import { heifFacts } from './headers/heif.ts';
import { jpegFacts } from './headers/jpeg.ts';
import { imageKind, KIND_BYTES } from './headers/kind.ts';
import { pngFacts } from './headers/png.ts';
import { svgSize } from './headers/svg.ts';
import { tiffFacts } from './headers/tiff.ts';
import { webpFacts } from './headers/webp.ts';

/** The format of a picture and the contents of its header. */
export interface ImageHeader extends ImageFacts {
  /** Null if the first bytes belong to no known picture format. */
  readonly kind: ImageKind | null;
}

/**
 * Reads the header of a picture without decoding it, so that a picture of 20,000 × 20,000 pixels is never decoded.
 * Reads only a few parts of the file. Rejects only if the file itself cannot be read.
 */
export async function readHeader(file: Blob, name: string): Promise<ImageHeader> {
  const bytes = bytesOf(file);
  const head = await bytes.view(0, KIND_BYTES);
  const kind = imageKind(head, name);
  try {
    return await factsOf(kind, bytes, head);
  } catch (error) {
    // The header points outside its file; leave it to the browser whether it can decode the picture.
    if (error instanceof RangeError) return { kind, ...NO_FACTS };
    throw error;
  }
}

async function factsOf(kind: ImageKind | null, bytes: Bytes, head: DataView): Promise<ImageHeader> {
  switch (kind) {
    case 'jpeg':
      return { kind, ...(await jpegFacts(bytes)) };
    case 'png':
      return { kind, ...(await pngFacts(bytes)) };
    case 'webp':
      return { kind, ...(await webpFacts(bytes)) };
    case 'avif':
    case 'heic':
      return { kind, ...(await heifFacts(bytes)) };
    case 'tiff': {
      const { isDng, ...facts } = await tiffFacts(bytes);
      return { kind: isDng ? 'raw' : kind, ...facts };
    }
    case 'gif':
      return { kind, ...(await gifFacts(bytes)) };
    case 'bmp':
      return { kind, ...NO_FACTS, size: await bmpSize(bytes) };
    case 'ico':
      return { kind, ...NO_FACTS, size: await icoSize(bytes) };
    case 'svg':
      return { kind, ...NO_FACTS, size: svgSize(new TextDecoder().decode(head)) };
    default:
      return { kind, ...NO_FACTS };
  }
}
