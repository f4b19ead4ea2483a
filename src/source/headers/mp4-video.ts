import { type Bytes, textAt } from './bytes.ts';
import type { VideoCodec } from './film.ts';

/** Limits the work on a damaged file. */
const MOST_BOXES = 2000;
/** Bytes between the header of a video sample entry and the boxes inside it (ISO 14496-12, VisualSampleEntry). */
const ENTRY_FIELDS = 78;

interface Box {
  readonly type: string;
  /** Offsets in the file: the first byte after the box's header, and the first one after the box. */
  readonly from: number;
  readonly to: number;
}

/** Codec of the first video track of an MP4 or QuickTime file; null if it has none. Rejects on a read error. */
export async function mp4Video(bytes: Bytes): Promise<VideoCodec | null> {
  const top = { type: '', from: 0, to: bytes.size };
  for (const movie of await boxesIn(bytes, top, 'moov')) {
    for (const track of await boxesIn(bytes, movie, 'trak')) {
      const [media] = await boxesIn(bytes, track, 'mdia');
      const [handler] = media ? await boxesIn(bytes, media, 'hdlr') : [];
      if (!media || !handler) continue;
      if (textAt(await bytes.view(handler.from + 8, 4), 0, 4) !== 'vide') continue;
      const [info] = await boxesIn(bytes, media, 'minf');
      const [table] = info ? await boxesIn(bytes, info, 'stbl') : [];
      const [entries] = table ? await boxesIn(bytes, table, 'stsd') : [];
      // A version and a count precede the entries.
      const [entry] = entries ? await boxesIn(bytes, { ...entries, from: entries.from + 8 }) : [];
      if (entry) return codecOf(bytes, entry);
    }
  }
  return null;
}

/** The consecutive boxes inside `parent`, or only those of the given type. */
async function boxesIn(bytes: Bytes, parent: Box, type?: string): Promise<readonly Box[]> {
  const found: Box[] = [];
  let offset = parent.from;
  for (let i = 0; i < MOST_BOXES && offset + 8 <= parent.to; i++) {
    const head = await bytes.view(offset, 16);
    const short = head.getUint32(0);
    const length = short === 1 ? Number(head.getBigUint64(8)) : short === 0 ? parent.to - offset : short;
    const from = offset + (short === 1 ? 16 : 8);
    if (offset + length < from) break;
    const box = { type: textAt(head, 4, 4), from, to: Math.min(parent.to, offset + length) };
    if (type === undefined || type === box.type) found.push(box);
    offset += length;
  }
  return found;
}

const ENTRIES: Readonly<Record<string, VideoCodec>> = {
  avc1: 'h264',
  avc2: 'h264',
  avc3: 'h264',
  avc4: 'h264',
  hvc1: 'hevc',
  hev1: 'hevc',
  dvh1: 'hevc',
  dvhe: 'hevc',
  vvc1: 'vvc',
  vvi1: 'vvc',
  av01: 'av1',
  vp08: 'vp8',
  vp09: 'vp9',
  s263: 'h263',
  h263: 'h263',
  H263: 'h263',
  jpeg: 'mjpeg',
  mjpa: 'mjpeg',
  mjpb: 'mjpeg',
  apch: 'prores',
  apcn: 'prores',
  apcs: 'prores',
  apco: 'prores',
  ap4h: 'prores',
  ap4x: 'prores',
  aprn: 'prores',
  AVdn: 'dnxhd',
  AVdh: 'dnxhd',
  DIVX: 'mpeg4',
  XVID: 'mpeg4',
  mx5p: 'mpeg2',
  m2v1: 'mpeg2',
  encv: 'encrypted',
  drmi: 'encrypted',
};

async function codecOf(bytes: Bytes, entry: Box): Promise<VideoCodec> {
  if (entry.type !== 'mp4v') return ENTRIES[entry.type] ?? 'other';
  const [descriptor] = await boxesIn(bytes, { ...entry, from: entry.from + ENTRY_FIELDS }, 'esds');
  const type = descriptor ? await objectType(bytes, descriptor) : null;
  if (type === null || type === 0x20) return 'mpeg4';
  if (type === 0x21) return 'h264';
  if (type >= 0x60 && type <= 0x65) return 'mpeg2';
  return type === 0x6a ? 'mpeg1' : type === 0x6c ? 'mjpeg' : 'other';
}

/** The object type in a DecoderConfigDescriptor (ISO 14496-1), which says what "mp4v" means in this file. */
async function objectType(bytes: Bytes, { from, to }: Box): Promise<number | null> {
  const view = await bytes.view(from, Math.min(64, to - from));
  let offset = 4;
  const skipHead = (tag: number) => {
    if (view.getUint8(offset) !== tag) return false;
    do offset += 1;
    while (view.getUint8(offset) & 0x80);
    offset += 1;
    return true;
  };
  if (!skipHead(3)) return null;
  const flags = view.getUint8(offset + 2);
  offset += 3;
  if (flags & 0x80) offset += 2;
  if (flags & 0x40) offset += 1 + view.getUint8(offset);
  if (flags & 0x20) offset += 2;
  return skipHead(4) ? view.getUint8(offset) : null;
}
