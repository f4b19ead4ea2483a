import type { Size } from '#core/types.ts';
import { type Bytes, textAt } from './bytes.ts';
import type { ImageFacts, Orientation } from './facts.ts';
import { exifOrientation } from './tiff.ts';

/** Size, EXIF orientation and completeness of a WebP (RFC 9649). The EXIF chunk follows the picture. */
export async function webpFacts(bytes: Bytes): Promise<ImageFacts> {
  const end = 8 + (await bytes.view(0, 12)).getUint32(4, true);
  let size: Size | null = null;
  let orientation: Orientation = 1;
  let animated = false;
  let offset = 12;
  while (offset + 8 <= Math.min(end, bytes.size)) {
    const chunk = await bytes.view(offset, 24);
    const type = textAt(chunk, 0, 4);
    const length = chunk.getUint32(4, true);
    size ??= chunkSize(type, chunk);
    if (type === 'EXIF') orientation = exifOrientation(await bytes.view(offset + 8, length));
    if (type === 'VP8X') animated = (chunk.getUint8(8) & 2) !== 0;
    // Chunks are padded to even lengths.
    offset += 8 + length + (length % 2);
  }
  return { size, orientation, whole: end <= bytes.size, animated };
}

/** The size in a chunk: of the canvas (VP8X), a lossy picture (VP8) or a lossless one (VP8L); null for other chunks. */
function chunkSize(type: string, chunk: DataView): Size | null {
  const uint24 = (offset: number) => chunk.getUint16(offset, true) | (chunk.getUint8(offset + 2) << 16);
  switch (type) {
    case 'VP8X':
      return { width: uint24(12) + 1, height: uint24(15) + 1 };
    case 'VP8 ':
      return { width: chunk.getUint16(14, true) & 0x3fff, height: chunk.getUint16(16, true) & 0x3fff };
    case 'VP8L': {
      const bits = chunk.getUint32(9, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}
