import { type Bytes, textAt } from './bytes.ts';
import type { VideoCodec } from './video-codec.ts';

/** A file of nonsense could hold more boxes than anybody would wait for. */
const MOST_BOXES = 2000;
/** Bytes between the head of a picture's sample entry and the boxes inside it (ISO 14496-12, VisualSampleEntry). */
const ENTRY_FIELDS = 78;

interface Box {
  readonly type: string;
  /** Offsets in the file: the first byte after the box's head, and the first after the box. */
  readonly from: number;
  readonly to: number;
}

/** The codec of the first picture track of an MP4 or QuickTime file; null where it has none. */
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
      // A version and a count come before the entries.
      const [entry] = entries ? await boxesIn(bytes, { ...entries, from: entries.from + 8 }) : [];
      if (entry) return codecOf(bytes, entry);
    }
  }
  return null;
}

/** The boxes that follow each other inside `parent`, those of one type where it is named. */
async function boxesIn(bytes: Bytes, parent: Box, type?: string): Promise<readonly Box[]> {
  const found: Box[] = [];
  let at = parent.from;
  for (let i = 0; i < MOST_BOXES && at + 8 <= parent.to; i++) {
    const head = await bytes.view(at, 16);
    const short = head.getUint32(0);
    const length = short === 1 ? Number(head.getBigUint64(8)) : short === 0 ? parent.to - at : short;
    const from = at + (short === 1 ? 16 : 8);
    if (at + length < from) break;
    const box = { type: textAt(head, 4, 4), from, to: Math.min(parent.to, at + length) };
    if (type === undefined || type === box.type) found.push(box);
    at += length;
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

/** The object type in a DecoderConfigDescriptor (ISO 14496-1): what "mp4v" stands for in this file. */
async function objectType(bytes: Bytes, { from, to }: Box): Promise<number | null> {
  const view = await bytes.view(from, Math.min(64, to - from));
  let at = 4;
  const skipHead = (tag: number) => {
    if (view.getUint8(at) !== tag) return false;
    do at += 1;
    while (view.getUint8(at) & 0x80);
    at += 1;
    return true;
  };
  if (!skipHead(3)) return null;
  const flags = view.getUint8(at + 2);
  at += 3;
  if (flags & 0x80) at += 2;
  if (flags & 0x40) at += 1 + view.getUint8(at);
  if (flags & 0x20) at += 2;
  return skipHead(4) ? view.getUint8(at) : null;
}
