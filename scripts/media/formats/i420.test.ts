import { expect, test } from 'vitest';
import { toI420 } from './i420.test-support.ts';

/** Makes a 2×2 picture of one colour. */
const flat = (r: number, g: number, b: number) =>
  Uint8Array.from({ length: 16 }, (_, i) => [r, g, b, 255][i % 4]!);

test.each([
  ['black', [0, 0, 0], [16, 128, 128]],
  ['white', [255, 255, 255], [235, 128, 128]],
  ['red', [255, 0, 0], [81, 90, 240]],
  ['green', [0, 255, 0], [145, 54, 34]],
  ['blue', [0, 0, 255], [41, 240, 110]],
] as const)('%s is the colour bar of BT.601', (_name, [r, g, b], [y, u, v]) => {
  expect([...toI420(flat(r, g, b), 2, 2)]).toEqual([y, y, y, y, u, v]);
});

test('luma keeps each pixel, chroma is the mean of four', () => {
  const rgba = flat(0, 0, 0);
  rgba.set([255, 0, 0, 255], 12);
  const [, , , last, , v] = toI420(rgba, 2, 2);
  expect(last).toBe(81);
  expect(v).toBe(Math.round(128 + 112 / 4));
});

test('an odd size and a wrong number of bytes are refused', () => {
  expect(() => toI420(new Uint8Array(3 * 2 * 4), 3, 2)).toThrow('even');
  expect(() => toI420(new Uint8Array(8), 2, 2)).toThrow('2×2');
});
