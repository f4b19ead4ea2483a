import { expect, test } from 'vitest';
import { someFace } from './face.test-support.ts';
import { scaleResult } from './scale-result.ts';
import type { Result } from './types.ts';

const cost = { readMs: 1, detectMs: 1, cropMs: 1, classifyMs: 1, totalMs: 4, classified: 1, readings: 2 };
const face = someFace({ box: { x: 10, y: 20, width: 30, height: 40 }, velocity: { x: 1, y: -2 } });
const RESULT: Result = {
  at: 0,
  size: { width: 2048, height: 1024 },
  faces: [{ ...face, keypoints: { ...face.keypoints, leftEye: { x: 25, y: 35 } } }],
  seen: 1,
  cost,
};

test('boxes, keypoints and velocities are in the pixels of the new size', () => {
  const { size, faces, seen } = scaleResult(RESULT, { width: 4096, height: 2048 });
  expect(size).toEqual({ width: 4096, height: 2048 });
  expect(faces[0]).toMatchObject({
    box: { x: 20, y: 40, width: 60, height: 80 },
    keypoints: { leftEye: { x: 50, y: 70 }, rightEye: { x: 0, y: 0 } },
    velocity: { x: 2, y: -4 },
    score: 1,
  });
  expect(seen).toBe(1);
});

test('the same size leaves the result as it is', () => {
  expect(scaleResult(RESULT, { width: 2048, height: 1024 })).toBe(RESULT);
});
