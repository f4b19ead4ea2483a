import { normalFrom, randomFrom } from '../drawing/random.ts';
import { record } from './record.ts';

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

/** A clip (VP8 in WebM) of `image` held still before a noisy camera: the same frames for the same seed. */
export function recordNoisyClip(image: ImageBitmap, clip: NoisyClip): Promise<Uint8Array> {
  const { width, height, fps, seconds, noise } = clip;
  const random = randomFrom(clip.seed);
  const normal = normalFrom(randomFrom(clip.seed + 1));
  const amid = (amount: number) => (random() * 2 - 1) * amount;
  const coding = { codec: 'vp8', bitrate: 12e6, keyFrameInterval: 0.2 } as const;
  return record({ width, height, fps, seconds, ...coding }, (context) => {
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
  });
}
