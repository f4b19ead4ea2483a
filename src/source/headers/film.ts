import { bytesOf, textAt } from './bytes.ts';
import { matroskaVideo } from './matroska-video.ts';
import { mp4Video } from './mp4-video.ts';

/** Codec of a video's picture. `mpeg4` is MPEG-4 Part 2 (DivX, Xvid), `encrypted` a copy-protected video. */
export type VideoCodec =
  | 'h264'
  | 'hevc'
  | 'vvc'
  | 'av1'
  | 'vp8'
  | 'vp9'
  | 'mpeg4'
  | 'mpeg2'
  | 'mpeg1'
  | 'h263'
  | 'theora'
  | 'prores'
  | 'dnxhd'
  | 'mjpeg'
  | 'encrypted'
  | 'other';

/** Container format of a video file. */
export type Container = 'mp4' | 'matroska' | 'avi' | 'asf' | 'flv' | 'ogg' | 'mpeg' | 'mxf';

/** The header of a video file. */
export interface Film {
  readonly container: Container;
  /** Codec of the picture; null if the file has no picture, or if the codec cannot be read from this container. */
  readonly codec: VideoCodec | null;
}

/** Number of bytes needed to recognise the container. */
const HEAD_BYTES = 400;
/** Length of a transport stream's packets; in .mts files a time stamp of four bytes precedes each. */
const PACKET = 188;
/** First byte of every packet. */
const SYNC = 'G';

/** Reads the header of a video; null if the file is not a video. Rejects if the file cannot be read. */
export async function filmOf(file: Blob): Promise<Film | null> {
  const bytes = bytesOf(file);
  const head = await bytes.view(0, HEAD_BYTES);
  const container = containerOf(textAt(head, 0, head.byteLength));
  if (container === null) return null;
  try {
    if (container === 'mp4') return { container, codec: await mp4Video(bytes) };
    if (container === 'matroska') return { container, codec: await matroskaVideo(bytes) };
  } catch (error) {
    // Tables that point outside the file mean that it is damaged.
    if (!(error instanceof RangeError)) throw error;
  }
  return { container, codec: null };
}

/** The container according to a file's first bytes, given as Latin-1 text. */
function containerOf(head: string): Container | null {
  const type = head.slice(4, 8);
  // Old QuickTime files have no ftyp box.
  if (type === 'ftyp' || ['moov', 'mdat', 'wide', 'skip', 'pnot'].includes(type)) return 'mp4';
  if (head.startsWith('\x1a\x45\xdf\xa3')) return 'matroska';
  if (head.startsWith('RIFF') && head.slice(8, 11) === 'AVI') return 'avi';
  if (head.startsWith('\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return 'asf';
  if (head.startsWith('FLV')) return 'flv';
  if (head.startsWith('OggS')) return 'ogg';
  if (head.startsWith('\x06\x0e\x2b\x34\x02\x05\x01\x01')) return 'mxf';
  if (head.startsWith('\0\0\x01\xba') || head.startsWith('\0\0\x01\xb3')) return 'mpeg';
  const isStream = (from: number, packet: number) => head[from] === SYNC && head[from + packet] === SYNC;
  return isStream(0, PACKET) || isStream(4, PACKET + 4) ? 'mpeg' : null;
}
