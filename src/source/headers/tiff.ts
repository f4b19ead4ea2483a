import { type Bytes, textAt } from './bytes.ts';
import { type ImageFacts, NO_FACTS, type Orientation, toOrientation } from './facts.ts';

const WIDTH = 256;
const HEIGHT = 257;
const ORIENTATION = 274;
const DNG_VERSION = 50706;
const UINT16 = 3;
const UINT32 = 4;
/** A directory with more entries is invalid. */
const MOST_ENTRIES = 4096;

/** The contents of a TIFF's header. */
export interface TiffFacts extends ImageFacts {
  /** Whether it is a raw picture in Adobe's DNG format, which is a TIFF with an additional tag. */
  readonly isDng: boolean;
}

/** Size and orientation of a TIFF's first picture (TIFF 6.0, section 2). BigTIFF is not read. */
export async function tiffFacts(bytes: Bytes): Promise<TiffFacts> {
  const head = await bytes.view(0, 8);
  const little = textAt(head, 0, 2) === 'II';
  if (head.getUint16(2, little) !== 42) return { ...NO_FACTS, isDng: false };
  const directory = head.getUint32(4, little);
  const count = Math.min((await bytes.view(directory, 2)).getUint16(0, little), MOST_ENTRIES);
  const entries = await bytes.view(directory + 2, count * 12);
  const width = tagValue(entries, WIDTH, little);
  const height = tagValue(entries, HEIGHT, little);
  return {
    size: width && height ? { width, height } : null,
    orientation: toOrientation(tagValue(entries, ORIENTATION, little)),
    whole: true,
    animated: false,
    isDng: tagValue(entries, DNG_VERSION, little) !== null,
  };
}

/** The orientation in an EXIF block, with or without the "Exif" prefix of JPEG files; 1 if it has none. */
export function exifOrientation(block: DataView): Orientation {
  try {
    const start = textAt(block, 0, 4) === 'Exif' ? 6 : 0;
    const view = new DataView(block.buffer, block.byteOffset + start, block.byteLength - start);
    const order = textAt(view, 0, 2);
    if (order !== 'II' && order !== 'MM') return 1;
    const little = order === 'II';
    const directory = view.getUint32(4, little);
    const count = view.getUint16(directory, little);
    const from = view.byteOffset + directory + 2;
    const room = Math.min(count * 12, view.byteLength - directory - 2);
    return toOrientation(tagValue(new DataView(view.buffer, from, room), ORIENTATION, little));
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

/** The value of a tag in a directory; null if the tag is missing. Only values inside the entry itself are read. */
function tagValue(entries: DataView, tag: number, little: boolean): number | null {
  for (let offset = 0; offset + 12 <= entries.byteLength; offset += 12) {
    if (entries.getUint16(offset, little) !== tag) continue;
    const type = entries.getUint16(offset + 2, little);
    if (type === UINT16) return entries.getUint16(offset + 8, little);
    return type === UINT32 ? entries.getUint32(offset + 8, little) : entries.getUint8(offset + 8);
  }
  return null;
}
