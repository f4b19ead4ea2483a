import type { Size } from '#core/types.ts';
import type { Bytes } from './bytes.ts';
import { type ImageFacts, NO_FACTS } from './facts.ts';

/** Bytes at the end of the file to search first for the end marker; usually little follows it. */
const TAIL = 4096;

/**
 * Size and completeness of a JPEG (ITU T.81, annex B). Its EXIF orientation is not read, because every browser
 * applies it.
 */
export async function jpegFacts(bytes: Bytes): Promise<ImageFacts> {
  let size: Size | null = null;
  let offset = 2;
  while (offset + 4 <= bytes.size) {
    const view = await bytes.view(offset, 10);
    // Any number of fill bytes may precede a marker.
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

/** Whether a marker is one of SOF0…SOF15, excluding the tables in the same range. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Searches for the end marker: at the end of the file, where nearly all files have it, then after the first scan. */
async function endsProperly(bytes: Bytes, scan: number): Promise<boolean> {
  const tail = Math.max(scan, bytes.size - TAIL);
  if (hasEnd(await bytes.view(tail, TAIL))) return true;
  return hasEnd(await bytes.view(scan, bytes.size - scan));
}

/** Inside a scan 0xff is only followed by 0 or a restart marker, so that 0xff 0xd9 must be the end marker. */
function hasEnd(view: DataView): boolean {
  const data = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let offset = data.indexOf(0xff); offset >= 0; offset = data.indexOf(0xff, offset + 1)) {
    if (data[offset + 1] === 0xd9) return true;
  }
  return false;
}
