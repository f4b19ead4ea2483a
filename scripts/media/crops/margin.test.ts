import { expect, it } from 'vitest';
import { sampleCrop } from '#core/sample.ts';
import type { Picture } from '#core/types.ts';

const INNER = 96;
const MARGIN = 16;

it('the middle of a crop with a margin equals the crop of the page', () => {
  const width = 150;
  const data = Uint8ClampedArray.from({ length: width * width * 4 }, (_, i) => (i * 7919) % 256);
  const picture: Picture = { width, height: width, data };
  const similarity = { a: 0.8, b: 0.15, tx: -20.3, ty: -11.7 };
  const crop = new Float32Array(INNER * INNER * 3);
  sampleCrop(picture, similarity, INNER, crop, 0, 1, 0);
  const size = INNER + 2 * MARGIN;
  const wide = new Float32Array(size * size * 3);
  const shifted = { ...similarity, tx: similarity.tx + MARGIN, ty: similarity.ty + MARGIN };
  sampleCrop(picture, shifted, size, wide, 0, 1, 0);
  let largest = 0;
  for (let y = 0; y < INNER; y++) {
    for (let x = 0; x < INNER * 3; x++) {
      const inside = wide[((y + MARGIN) * size + MARGIN) * 3 + x] ?? Number.NaN;
      largest = Math.max(largest, Math.abs(inside - (crop[y * INNER * 3 + x] ?? Number.NaN)));
    }
  }
  expect(largest).toBeLessThan(1e-3);
});
