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

export interface ImageHeader extends ImageFacts {
  /** Null where the first bytes are those of no picture known here. */
  readonly kind: ImageKind | null;
}

/**
 * What a file says of its picture, before anything is decoded: a picture of 20,000 × 20,000 pixels must not be
 * tried. Reads a few parts of the file. Rejects only if the file itself cannot be read.
 */
export async function readHeader(file: Blob, name: string): Promise<ImageHeader> {
  const bytes = bytesOf(file);
  const head = await bytes.view(0, KIND_BYTES);
  const kind = imageKind(head, name);
  try {
    return await factsOf(kind, bytes, head);
  } catch (error) {
    // A header that points outside its file: the browser is to say what it makes of that.
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
