import { BufferTarget, CanvasSource, Output, WebMOutputFormat } from 'mediabunny';
import { createCanvas } from '../drawing/canvas.ts';
import type { Pixels } from '../drawing/pixels.ts';

export interface Recording {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
  readonly codec: 'vp8' | 'vp9';
  /** Bits per second. */
  readonly bitrate: number;
  /** Seconds between key frames. A stepped clip is decoded from the previous key frame at every step. */
  readonly keyFrameInterval: number;
}

/** Encodes a WebM clip in the browser. `draw` is called for each frame in order, on the canvas of the previous one. */
export async function record(
  { width, height, fps, seconds, ...coding }: Recording,
  draw: (canvas: Pixels, frame: number) => void,
): Promise<Uint8Array> {
  const pixels = createCanvas(width, height);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  const image = context.createImageData(width, height);
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
  const source = new CanvasSource(canvas, { ...coding, latencyMode: 'realtime' });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  for (let frame = 0; frame < seconds * fps; frame++) {
    draw(pixels, frame);
    copyOpaque(pixels, image.data);
    context.putImageData(image, 0, 0);
    await source.add(frame / fps, 1 / fps);
  }
  await output.finalize();
  if (!output.target.buffer) throw new Error('no clip was written');
  return new Uint8Array(output.target.buffer);
}

/** Copies the canvas to `rgba` with full opacity. The clamped array rounds. */
function copyOpaque({ rgb }: Pixels, rgba: Uint8ClampedArray): void {
  rgba.fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from]!;
    rgba[to + 1] = rgb[from + 1]!;
    rgba[to + 2] = rgb[from + 2]!;
  }
}
