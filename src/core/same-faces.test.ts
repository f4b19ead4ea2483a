import { expect, test } from 'vitest';
import { faceAt } from './detection.test-support.ts';
import { mapKeypoints } from './geometry.ts';
import { compareFaces } from './same-faces.ts';
import type { Detection } from './types.ts';

const shifted = (face: Detection, by: number): Detection => ({
  ...face,
  box: { ...face.box, x: face.box.x + by },
  keypoints: mapKeypoints(face.keypoints, ({ x, y }) => ({ x: x + by, y })),
});

test('pairs faces by overlap, whatever their order', () => {
  const [left, right] = [faceAt(100, 100, 50), faceAt(300, 100, 50)];
  const { same, missing, extra } = compareFaces([right, left], [left, right]);
  expect(same).toEqual([
    { iou: 1, keypoints: 0 },
    { iou: 1, keypoints: 0 },
  ]);
  expect([missing, extra]).toEqual([[], []]);
});

test('names what only one of them found', () => {
  const [left, right] = [faceAt(100, 100, 50), faceAt(300, 100, 50)];
  const { same, missing, extra } = compareFaces([right], [left]);
  expect(same).toEqual([]);
  expect(missing).toEqual([left]);
  expect(extra).toEqual([right]);
});

test('a face has one partner, the one with the larger overlap', () => {
  const face = faceAt(100, 100, 50);
  const [near, far] = [shifted(face, 2), shifted(face, 8)];
  const { same, extra } = compareFaces([far, near], [face]);
  expect(same).toHaveLength(1);
  expect(same[0]!.iou).toBeCloseTo(48 / 52);
  expect(extra).toEqual([far]);
});

test('the keypoint error is a share of the eye distance', () => {
  const face = faceAt(100, 100, 50);
  const eyes = Math.hypot(
    face.keypoints.leftEye.x - face.keypoints.rightEye.x,
    face.keypoints.leftEye.y - face.keypoints.rightEye.y,
  );
  const { same } = compareFaces([shifted(face, eyes / 10)], [face]);
  expect(same[0]!.keypoints).toBeCloseTo(0.1);
});
