import { createNoise } from '../drawing/noise.ts';
import { drawUnpeopled, type Photos } from './recipes/recipes.ts';
import { record } from './record.ts';
import { UNPEOPLED_FPS, UNPEOPLED_SECONDS, UNPEOPLED_SIZE, type UnpeopledKind } from './unpeopled.ts';

const LARGE = { width: 1920, height: 1080 } as const;
const BITRATE = 9e6;
const NOISE = 3;
/** Seconds of one pan to the right and back, and of one up and down. */
const ACROSS = 9;
const DOWN = 6;
/** A picture that is not among the stills. */
const NUMBER = 100;

/** A clip (VP8 in WebM) whose camera pans over a large picture of the kind. */
export function recordUnpeopledClip(kind: UnpeopledKind, photos: Photos): Promise<Uint8Array> {
  const large = drawUnpeopled({ kind, number: NUMBER }, LARGE, photos);
  const addNoise = createNoise(NUMBER);
  const [fps, seconds] = [UNPEOPLED_FPS, UNPEOPLED_SECONDS];
  const coding = { codec: 'vp8', bitrate: BITRATE, keyFrameInterval: 1 } as const;
  return record({ ...UNPEOPLED_SIZE, fps, seconds, ...coding }, (canvas, frame) => {
    const place = (room: number, period: number) =>
      Math.round((room * (1 - Math.cos((2 * Math.PI * frame) / fps / period))) / 2);
    const left = place(LARGE.width - canvas.width, ACROSS);
    const top = place(LARGE.height - canvas.height, DOWN);
    for (let y = 0; y < canvas.height; y++) {
      const from = ((top + y) * LARGE.width + left) * 3;
      canvas.rgb.set(large.rgb.subarray(from, from + canvas.width * 3), y * canvas.width * 3);
    }
    addNoise(canvas, NOISE);
  });
}
