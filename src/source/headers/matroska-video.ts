import { type Bytes, textAt } from './bytes.ts';
import type { VideoCodec } from './video-codec.ts';

const MOST_ELEMENTS = 2000;
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const CODEC = 0x86;
const PICTURE = 1;

interface Element {
  readonly id: number;
  /** Offsets in the file: the first byte of its content, and the first after it. */
  readonly from: number;
  readonly to: number;
}

/** The codec of the first picture track of a Matroska or WebM file; null where it has none. */
export async function matroskaVideo(bytes: Bytes): Promise<VideoCodec | null> {
  const segment = await find(bytes, { id: 0, from: 0, to: bytes.size }, SEGMENT);
  const tracks = segment && (await find(bytes, segment, TRACKS));
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

const find = async (bytes: Bytes, parent: Element, id: number): Promise<Element | null> =>
  (await elementsIn(bytes, parent, (one) => one === id, 1))[0] ?? null;

/** Children of `parent` that are wanted, at most so many (RFC 8794: an id and a length before each). */
async function elementsIn(
  bytes: Bytes,
  parent: Element,
  wanted: (id: number) => boolean = () => true,
  most = MOST_ELEMENTS,
): Promise<readonly Element[]> {
  const found: Element[] = [];
  let at = parent.from;
  for (let i = 0; i < MOST_ELEMENTS && at + 2 <= parent.to && found.length < most; i++) {
    const head = await bytes.view(at, 12);
    const idLength = lengthOf(head.getUint8(0));
    const sizeLength = lengthOf(head.getUint8(idLength));
    if (idLength > 4 || sizeLength > 8) break;
    const from = at + idLength + sizeLength;
    const size = sizeAt(head, idLength, sizeLength);
    const to = Math.min(parent.to, size === null ? parent.to : from + size);
    const id = bigEndian(head, 0, idLength, 0);
    if (wanted(id)) found.push({ id, from, to });
    at = to;
  }
  return found;
}

/** Bytes of a number whose first byte begins with one zero bit for each further byte. */
const lengthOf = (first: number): number => Math.clz32(first) - 23;

function bigEndian(view: DataView, at: number, length: number, mask: number): number {
  let value = view.getUint8(at) & ~mask;
  for (let i = 1; i < length; i++) value = value * 256 + view.getUint8(at + i);
  return value;
}

/** Null for a size that was not known when the file was written: all bits are ones. */
function sizeAt(view: DataView, at: number, length: number): number | null {
  const value = bigEndian(view, at, length, 0x100 >> length);
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
