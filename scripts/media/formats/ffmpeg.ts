import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Options of every encode, so that the same frames give the same bytes. */
const REPEATABLE = ['-threads', '1', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'];

/** Converts to BT.709 and declares it in the file, so that every browser converts YUV to the same RGB. */
const BT709 =
  'scale=out_color_matrix=bt709:out_range=tv:flags=lanczos+accurate_rnd+full_chroma_int+bitexact,format=yuv420p,' +
  'setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv';

/** Runs ffmpeg and returns its standard output. Throws with its error message if it fails. */
export function ffmpeg(args: readonly string[], input?: Uint8Array): Buffer {
  const done = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], {
    maxBuffer: 2 ** 30,
    ...(input ? { input } : { stdio: ['ignore', 'pipe', 'pipe'] }),
  });
  if (done.error) throw new Error(`ffmpeg did not start (apt-get install ffmpeg): ${done.error.message}`);
  if (done.status !== 0) throw new Error(`ffmpeg ${args.join(' ')}: ${done.stderr.toString()}`);
  return done.stdout;
}

interface VideoFile {
  readonly path: string;
  /** Codec and quality as output options of ffmpeg. */
  readonly codec: readonly string[];
}

/** Returns options for VP9 of constant quality `crf`, 0 (best) to 63, with a key frame every `keyEvery` frames. */
export function vp9(crf: number, keyEvery: number): readonly string[] {
  return [
    ...['-c:v', 'libvpx-vp9', '-crf', String(crf), '-b:v', '0', '-g', String(keyEvery)],
    ...['-deadline', 'good', '-cpu-used', '2', '-row-mt', '0', '-tile-columns', '0'],
    ...['-auto-alt-ref', '1', '-lag-in-frames', '25'],
  ];
}

/**
 * Returns options for H.264, for browsers without VP9. The index comes first, so that the file plays while it loads.
 */
export function h264(crf: number, keyEvery: number): readonly string[] {
  return [
    ...['-c:v', 'libx264', '-profile:v', 'main', '-preset', 'slow', '-crf', String(crf)],
    ...['-g', String(keyEvery), '-keyint_min', String(keyEvery), '-movflags', '+faststart'],
  ];
}

/**
 * Encodes frames of packed RGB bytes (`width` × `height` × 3) into all `files` at once, so that each frame is drawn
 * once. Throws if ffmpeg fails.
 */
export async function encodeVideo(
  frames: Iterable<Uint8Array>,
  size: { readonly width: number; readonly height: number; readonly fps: number },
  files: readonly VideoFile[],
): Promise<void> {
  const encoders = files.map((file) => {
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${size.width}x${size.height}`];
    const out = ['-an', '-vf', BT709, ...file.codec, ...REPEATABLE, file.path];
    const args = ['-v', 'error', '-y', ...raw, '-r', String(size.fps), '-i', '-', ...out];
    const child = spawn('ffmpeg', args, { stdio: ['pipe', 'inherit', 'inherit'] });
    return { child, closed: once(child, 'close'), path: file.path };
  });
  for (const frame of frames) {
    await Promise.all(
      encoders.map(async ({ child }) => {
        if (!child.stdin.write(frame)) await once(child.stdin, 'drain');
      }),
    );
  }
  for (const { child, closed, path } of encoders) {
    child.stdin.end();
    const [status] = await closed;
    if (status !== 0) throw new Error(`ffmpeg left with ${status} while writing ${path}`);
  }
}
