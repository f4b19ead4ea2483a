import type { Size } from '#core/types.ts';
import type { Bytes } from './bytes.ts';
import { type ImageFacts, NO_FACTS } from './facts.ts';

/** A camera's other pictures and clips may follow the picture's end mark, but rarely little else does. */
const TAIL = 4096;

/**
 * Size and completeness of a JPEG (ITU T.81 B). Its EXIF orientation is left out, because every browser applies
 * it by itself.
 */
export async function jpegFacts(bytes: Bytes): Promise<ImageFacts> {
  let size: Size | null = null;
  let offset = 2;
  while (offset + 4 <= bytes.size) {
    const view = await bytes.view(offset, 10);
    // Any number of fill bytes may stand before a marker.
    if (view.getUint8(0) !== 0xff) return { ...NO_FACTS, size };
    const marker = view.getUint8(1);
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (isFrame(marker)) size = { width: view.getUint16(7), height: view.getUint16(5) };
    if (marker === 0xda) return { ...NO_FACTS, size, whole: await endsProperly(bytes, offset) };
    offset += 2 + view.getUint16(2);
  }
  return { ...NO_FACTS, size, whole: false };
}

/** SOF0…SOF15 without the tables that share their range. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Looks for the end mark: at the file's end, where nearly every file has it, else after the first scan. */
async function endsProperly(bytes: Bytes, scan: number): Promise<boolean> {
  const tail = Math.max(scan, bytes.size - TAIL);
  if (hasEnd(await bytes.view(tail, TAIL))) return true;
  return hasEnd(await bytes.view(scan, bytes.size - scan));
}

/** Within a scan 0xff is followed by 0 or a restart mark, so the pair can only be the end mark. */
function hasEnd(view: DataView): boolean {
  const data = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let offset = data.indexOf(0xff); offset >= 0; offset = data.indexOf(0xff, offset + 1)) {
    if (data[offset + 1] === 0xd9) return true;
  }
  return false;
}
