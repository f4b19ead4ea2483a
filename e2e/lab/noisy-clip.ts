import { BufferTarget, CanvasSource, Output, WebMOutputFormat } from 'mediabunny';
import { normalFrom, randomFrom } from '../../scripts/clips/random.ts';

export interface NoisyClip {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
  /** Standard deviation of the sensor's noise, in grey levels. */
  readonly noise: number;
  /** Width of the photo in the frame, in pixels. */
  readonly photoWidth: number;
  readonly seed: number;
}

/** Pixels either way, and share of the scale either way: a head that is held still. */
const SHAKE = 1.5;
const BREATH = 0.005;

/**
 * A clip (VP8 in WebM) of `image` held still before a noisy camera: the same frames for the same seed. Made
 * when a test needs it, since noise is what a video codec cannot shrink: 8 seconds are megabytes.
 */
export async function recordNoisyClip(image: ImageBitmap, clip: NoisyClip): Promise<Uint8Array> {
  const { width, height, fps, noise } = clip;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas');
  context.imageSmoothingQuality = 'high';
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
  // Many key frames: the stepped page seeks, and would decode from the one before each time.
  const coding = { codec: 'vp8', bitrate: 12e6, latencyMode: 'realtime', keyFrameInterval: 0.2 } as const;
  const source = new CanvasSource(canvas, coding);
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  const random = randomFrom(clip.seed);
  const normal = normalFrom(randomFrom(clip.seed + 1));
  const amid = (amount: number) => (random() * 2 - 1) * amount;
  for (let frame = 0; frame < clip.seconds * fps; frame++) {
    const wide = clip.photoWidth * (1 + amid(BREATH));
    const high = (wide * image.height) / image.width;
    const [x, y] = [(width - wide) / 2 + amid(SHAKE), (height - high) / 2 + amid(SHAKE)];
    context.fillStyle = '#777';
    context.fillRect(0, 0, width, height);
    context.drawImage(image, x, y, wide, high);
    const pixels = context.getImageData(0, 0, width, height);
    for (let i = 0; i < pixels.data.length; i++)
      if (i % 4 !== 3) pixels.data[i] = (pixels.data[i] ?? 0) + noise * normal();
    context.putImageData(pixels, 0, 0);
    await source.add(frame / fps, 1 / fps);
  }
  await output.finalize();
  if (!output.target.buffer) throw new Error('no clip was written');
  return new Uint8Array(output.target.buffer);
}
