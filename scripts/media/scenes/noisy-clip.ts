import { drawTile, fill } from '../drawing/canvas.ts';
import type { Picture } from '../drawing/pixels.ts';
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

/** Largest random shift of the photo, in pixels, and largest relative change of its scale: a head held still. */
const SHAKE = 1.5;
const SCALE_CHANGE = 0.005;
const GREY = [119, 119, 119] as const;

/** Makes a clip (VP8 in WebM) of a picture held before a noisy camera. The same seed gives the same frames. */
export function recordNoisyClip(picture: Picture, clip: NoisyClip): Promise<Uint8Array> {
  const { width, height, fps, seconds, noise } = clip;
  const random = randomFrom(clip.seed);
  const normal = normalFrom(randomFrom(clip.seed + 1));
  const jitter = (amount: number) => (random() * 2 - 1) * amount;
  const coding = { codec: 'vp8', bitrate: 12e6, keyFrameInterval: 0.2 } as const;
  return record({ width, height, fps, seconds, ...coding }, (canvas) => {
    const scale = (clip.photoWidth * (1 + jitter(SCALE_CHANGE))) / picture.width;
    const at = { x: width / 2 + jitter(SHAKE), y: height / 2 + jitter(SHAKE) };
    fill(canvas, GREY);
    drawTile(canvas, {
      picture,
      focus: { x: picture.width / 2, y: picture.height / 2 },
      at,
      scale,
      roll: 0,
      level: 0,
      width: picture.width * scale,
      height: picture.height * scale,
      anchor: { x: 0.5, y: 0.5 },
      shape: 0,
      alpha: 1,
      shadow: 0,
    });
    for (let i = 0; i < canvas.rgb.length; i++) canvas.rgb[i]! += noise * normal();
  });
}
