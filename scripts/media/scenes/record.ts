import { BufferTarget, CanvasSource, Output, WebMOutputFormat } from 'mediabunny';

export interface Recording {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
  readonly codec: 'vp8' | 'vp9';
  /** Bits a second. */
  readonly bitrate: number;
  /** Seconds. The stepped page seeks, and decodes from the key frame before each time. */
  readonly keyFrameInterval: number;
}

/** A clip in WebM; `draw` draws each frame anew, in their order. */
export async function record(
  { width, height, fps, seconds, ...coding }: Recording,
  draw: (context: OffscreenCanvasRenderingContext2D, frame: number) => void,
): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas');
  context.imageSmoothingQuality = 'high';
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
  const source = new CanvasSource(canvas, { ...coding, latencyMode: 'realtime' });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  for (let frame = 0; frame < seconds * fps; frame++) {
    draw(context, frame);
    await source.add(frame / fps, 1 / fps);
  }
  await output.finalize();
  if (!output.target.buffer) throw new Error('no clip was written');
  return new Uint8Array(output.target.buffer);
}
