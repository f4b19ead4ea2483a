import { bytesOf, textAt } from './bytes.ts';
import { matroskaVideo } from './matroska-video.ts';
import { mp4Video } from './mp4-video.ts';
import type { VideoCodec } from './video-codec.ts';

/** What a film's file is built as. */
export type Container = 'mp4' | 'matroska' | 'avi' | 'asf' | 'flv' | 'ogg' | 'mpeg' | 'mxf';

export interface Film {
  readonly container: Container;
  /** Of its picture; null where it has none, or where that cannot be read from this container. */
  readonly codec: VideoCodec | null;
}

const HEAD_BYTES = 400;
/** A transport stream's packets have this length and begin with this byte; with time stamps (.mts) four more lead. */
const PACKET = 188;
const SYNC = 'G';

/** What a file says of its moving picture; null where it is no film. Rejects if the file cannot be read. */
export async function filmOf(file: Blob): Promise<Film | null> {
  const bytes = bytesOf(file);
  const head = await bytes.view(0, HEAD_BYTES);
  const container = containerOf(textAt(head, 0, head.byteLength));
  if (container === null) return null;
  try {
    if (container === 'mp4') return { container, codec: await mp4Video(bytes) };
    if (container === 'matroska') return { container, codec: await matroskaVideo(bytes) };
  } catch (error) {
    // The tables point outside the file: it is damaged.
    if (!(error instanceof RangeError)) throw error;
  }
  return { container, codec: null };
}

/** By a file's first bytes, as Latin text. */
function containerOf(head: string): Container | null {
  const type = head.slice(4, 8);
  // QuickTime's oldest files begin with the film itself.
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
