import { expect, test } from 'vitest';
import { isPlain } from './animation.ts';

test.each([
  ['one colour', [9, 8, 7, 255, 9, 8, 7, 255], true],
  ['nearly one colour', [9, 8, 7, 255, 12, 5, 7, 255], true],
  ['two colours', [9, 8, 7, 255, 60, 8, 7, 255], false],
  ['transparent pixels of two colours', [9, 8, 7, 0, 200, 8, 7, 0], true],
  ['an opaque pixel on transparent ones', [0, 0, 0, 0, 0, 0, 0, 255], false],
  ['no pixels', [], true],
] as const)('%s', (_name, rgba, plain) => {
  expect(isPlain(Uint8ClampedArray.from(rgba))).toBe(plain);
});
