import { expect, test } from 'vitest';
import { steady } from './steady.ts';
import type { Detection } from './types.ts';

function faceAt(x: number, score = 0.9): Detection {
  const p = { x: x + 50, y: 50 };
  const keypoints = { rightEye: p, leftEye: p, noseTip: p, mouthCentre: p, rightEar: p, leftEar: p };
  return { box: { x, y: 0, width: 100, height: 100 }, keypoints, score };
}

const passed = (off: number, seconds: number) => steady(faceAt(0), faceAt(off), 100, seconds).box.x / off;

test('jitter of 1 % of the face is mostly suppressed, a movement of 10 % passes', () => {
  expect(passed(1, 1 / 30)).toBeLessThan(0.25);
  expect(passed(10, 1 / 30)).toBeGreaterThan(0.95);
});

test('more passes after a longer time between frames, and nothing after 0 s', () => {
  expect(passed(1, 0.125)).toBeGreaterThan(1.8 * passed(1, 1 / 30));
  expect(passed(1, 0)).toBe(0);
});

test('box and keypoints move alike, the size of the box is kept, and the score is the new one', () => {
  const { box, keypoints, score } = steady(faceAt(0, 0.5), faceAt(2, 0.7), 100, 1 / 30);
  expect(keypoints.leftEar.x - 50).toBeCloseTo(box.x, 9);
  expect(box.width).toBeCloseTo(100, 9);
  expect(score).toBe(0.7);
});
