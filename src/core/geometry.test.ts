import { expect, test } from 'vitest';
import { boxCentre, boxSize, clamp, intersectionArea, iou, isCentredIn, padBox, rollOf } from './geometry.ts';
import type { Keypoints } from './types.ts';

const unit = { x: 0, y: 0, width: 10, height: 10 };

test.each([
  ['itself', unit, 1],
  ['half overlapping', { x: 5, y: 0, width: 10, height: 10 }, 50 / 150],
  ['touching', { x: 10, y: 0, width: 10, height: 10 }, 0],
  ['inside', { x: 2, y: 2, width: 5, height: 5 }, 0.25],
  ['empty', { x: 2, y: 2, width: 0, height: 5 }, 0],
])('iou of a box and one that is %s', (_, other, expected) => {
  expect(iou(unit, other)).toBeCloseTo(expected, 12);
  expect(iou(other, unit)).toBeCloseTo(expected, 12);
});

test('two empty boxes have an IoU of 0, without a division by zero', () => {
  const empty = { x: 1, y: 1, width: 0, height: 0 };
  expect(iou(empty, empty)).toBe(0);
  expect(intersectionArea(empty, empty)).toBe(0);
});

test('padding keeps the centre', () => {
  const padded = padBox({ x: 10, y: 20, width: 40, height: 60 }, 1.5);
  expect(padded).toEqual({ x: 0, y: 5, width: 60, height: 90 });
  expect(boxCentre(padded)).toEqual({ x: 30, y: 50 });
  expect(boxSize({ x: 0, y: 0, width: 4, height: 9 })).toBe(6);
});

test('roll is 0 upright and positive clockwise on the screen', () => {
  const point = (x: number, y: number) => ({ x, y });
  const face = (rightEye: { x: number; y: number }, leftEye: { x: number; y: number }): Keypoints => ({
    rightEye,
    leftEye,
    noseTip: point(0, 0),
    mouthCentre: point(0, 0),
    rightEar: point(0, 0),
    leftEar: point(0, 0),
  });
  expect(rollOf(face(point(10, 10), point(30, 10)))).toBe(0);
  expect(rollOf(face(point(10, 10), point(30, 30)))).toBeCloseTo(Math.PI / 4, 12);
});

test('clamp limits a value to a range', () => {
  expect([clamp(-1, 0, 2), clamp(1, 0, 2), clamp(3, 0, 2)]).toEqual([0, 1, 2]);
});

test.each([
  [0, true],
  [39, true],
  [40, false],
  [-11, false],
])('a box at %i has its centre in the left half of a picture: %s', (x, expected) => {
  const area = { x: 0, y: 0, width: 0.5, height: 1 };
  const box = { x: x + 5, y: 10, width: 10, height: 10 };
  expect(isCentredIn(box, area, { width: 100, height: 100 })).toBe(expected);
});
