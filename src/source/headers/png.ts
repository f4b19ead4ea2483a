import { type Bytes, textAt } from './bytes.ts';
import type { ImageFacts, Orientation } from './facts.ts';
import { exifOrientation } from './tiff.ts';

/** Size, eXIf orientation and completeness of a PNG (ISO 15948; PNG, 3rd edition, 11.3.4.5). */
export async function pngFacts(bytes: Bytes): Promise<ImageFacts> {
  const head = await bytes.view(8, 17);
  const size = { width: head.getUint32(8), height: head.getUint32(12) };
  let orientation: Orientation = 1;
  let animated = false;
  let offset = 8;
  while (offset + 12 <= bytes.size) {
    const chunk = await bytes.view(offset, 8);
    const length = chunk.getUint32(0);
    const type = textAt(chunk, 4, 4);
    if (type === 'eXIf') orientation = exifOrientation(await bytes.view(offset + 8, length));
    if (type === 'acTL') animated = true;
    offset += 12 + length;
    if (type === 'IEND') return { size, orientation, whole: true, animated };
  }
  return { size, orientation, whole: false, animated };
}
