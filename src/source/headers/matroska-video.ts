import { type Bytes, textAt } from './bytes.ts';
import type { VideoCodec } from './film.ts';

/** Limits the work on a damaged file. */
const MOST_ELEMENTS = 2000;
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const CODEC = 0x86;
const PICTURE = 1;

interface Element {
  readonly id: number;
  /** Offsets in the file: the first byte of the content, and the first one after it. */
  readonly from: number;
  readonly to: number;
}

/** Codec of the first video track of a Matroska or WebM file; null if it has none. Rejects on a read error. */
export async function matroskaVideo(bytes: Bytes): Promise<VideoCodec | null> {
  const segment = await firstChild(bytes, { id: 0, from: 0, to: bytes.size }, SEGMENT);
  const tracks = segment && (await firstChild(bytes, segment, TRACKS));
  if (!tracks) return null;
  for (const track of await elementsIn(bytes, tracks, (id) => id === TRACK)) {
    const inside = await elementsIn(bytes, track);
    const type = inside.find(({ id }) => id === TRACK_TYPE);
    const codec = inside.find(({ id }) => id === CODEC);
    if (!type || !codec || (await bytes.view(type.from, 1)).getUint8(0) !== PICTURE) continue;
    const length = Math.min(64, codec.to - codec.from);
    return codecOf(textAt(await bytes.view(codec.from, length), 0, length));
  }
  return null;
}

const firstChild = async (bytes: Bytes, parent: Element, id: number): Promise<Element | null> =>
  (await elementsIn(bytes, parent, (one) => one === id, 1))[0] ?? null;

/** At most `most` wanted children of `parent`. An id and a length precede each element (RFC 8794). */
async function elementsIn(
  bytes: Bytes,
  parent: Element,
  wanted: (id: number) => boolean = () => true,
  most = MOST_ELEMENTS,
): Promise<readonly Element[]> {
  const found: Element[] = [];
  let offset = parent.from;
  for (let i = 0; i < MOST_ELEMENTS && offset + 2 <= parent.to && found.length < most; i++) {
    const head = await bytes.view(offset, 12);
    const idLength = lengthOf(head.getUint8(0));
    const sizeLength = lengthOf(head.getUint8(idLength));
    if (idLength > 4 || sizeLength > 8) break;
    const from = offset + idLength + sizeLength;
    const size = sizeAt(head, idLength, sizeLength);
    const to = Math.min(parent.to, size === null ? parent.to : from + size);
    const id = bigEndian(head, 0, idLength, 0);
    if (wanted(id)) found.push({ id, from, to });
    offset = to;
  }
  return found;
}

/** Length in bytes of a number whose first byte begins with one zero bit for each further byte. */
const lengthOf = (first: number): number => Math.clz32(first) - 23;

function bigEndian(view: DataView, offset: number, length: number, mask: number): number {
  let value = view.getUint8(offset) & ~mask;
  for (let i = 1; i < length; i++) value = value * 256 + view.getUint8(offset + i);
  return value;
}

/** The size of an element; null if all bits are ones, which means that it was unknown when the file was written. */
function sizeAt(view: DataView, offset: number, length: number): number | null {
  const value = bigEndian(view, offset, length, 0x100 >> length);
  return value === 2 ** (7 * length) - 1 ? null : value;
}

const IDS: readonly (readonly [string, VideoCodec])[] = [
  ['V_MPEG4/ISO/AVC', 'h264'],
  ['V_MPEGH/ISO/HEVC', 'hevc'],
  ['V_MPEGI/ISO/VVC', 'vvc'],
  ['V_AV1', 'av1'],
  ['V_VP8', 'vp8'],
  ['V_VP9', 'vp9'],
  ['V_MPEG4', 'mpeg4'],
  ['V_MPEG2', 'mpeg2'],
  ['V_MPEG1', 'mpeg1'],
  ['V_THEORA', 'theora'],
  ['V_PRORES', 'prores'],
  ['V_MJPEG', 'mjpeg'],
];

const codecOf = (id: string): VideoCodec => IDS.find(([begin]) => id.startsWith(begin))?.[1] ?? 'other';
