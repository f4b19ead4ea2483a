import type { Bytes } from './bytes.ts';
import { type ImageFacts, NO_FACTS } from './facts.ts';

const IMAGE = 0x2c;
const EXTENSION = 0x21;

/** Size of the logical screen, and whether there is a second picture (GIF89a, sections 18–24). */
export async function gifFacts(bytes: Bytes): Promise<ImageFacts> {
  const head = await bytes.view(6, 7);
  const size = { width: head.getUint16(0, true), height: head.getUint16(2, true) };
  try {
    const animated = await hasSecondImage(bytes, 13 + tableBytes(head.getUint8(4)));
    return { ...NO_FACTS, size, animated };
  } catch (error) {
    if (error instanceof RangeError) return { ...NO_FACTS, size };
    throw error;
  }
}

async function hasSecondImage(bytes: Bytes, from: number): Promise<boolean> {
  let offset = from;
  let images = 0;
  while (images < 2) {
    const block = await bytes.view(offset, 10);
    const kind = block.getUint8(0);
    if (kind === IMAGE) {
      images += 1;
      // One byte with the code size precedes the data.
      offset += 10 + tableBytes(block.getUint8(9)) + 1;
    } else if (kind === EXTENSION) offset += 2;
    else return false;
    offset = await afterData(bytes, offset);
  }
  return true;
}

/** Offset after a chain of data blocks. Each block is preceded by its length; one of length 0 ends the chain. */
async function afterData(bytes: Bytes, from: number): Promise<number> {
  let offset = from;
  for (;;) {
    const length = (await bytes.view(offset, 1)).getUint8(0);
    offset += 1 + length;
    if (length === 0) return offset;
  }
}

/** Length in bytes of the colour table described by these flags. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
