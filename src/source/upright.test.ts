import { expect, test } from 'vitest';
import { uprightTransform } from './upright.ts';

test.each([
  // Positions in the upright picture of three corners of a stored picture of 3 × 2 pixels.
  [1, [0, 0], [3, 0], [0, 2]],
  [2, [3, 0], [0, 0], [3, 2]],
  [3, [3, 2], [0, 2], [3, 0]],
  [4, [0, 2], [3, 2], [0, 0]],
  [5, [0, 0], [0, 3], [2, 0]],
  [6, [2, 0], [2, 3], [0, 0]],
  [7, [2, 3], [2, 0], [0, 3]],
  [8, [0, 3], [0, 0], [2, 3]],
] as const)('orientation %i maps the corners', (orientation, topLeft, topRight, bottomLeft) => {
  const [a, b, c, d, e, f] = uprightTransform(orientation, 3, 2);
  const moved = (x: number, y: number) => [a * x + c * y + e, b * x + d * y + f];
  expect([moved(0, 0), moved(3, 0), moved(0, 2)]).toEqual([topLeft, topRight, bottomLeft]);
});
