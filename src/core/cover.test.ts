import { expect, test } from 'vitest';
import { coverRegion, isHidden, mirrorPlace } from './cover.ts';
import { someFace } from './face.test-support.ts';

const picture = { width: 640, height: 480 };

test('the region contains the box with a margin, and every keypoint', () => {
  const face = someFace({ box: { x: 300, y: 200, width: 100, height: 100 } });
  const ear = { x: 250, y: 330 };
  const region = coverRegion({ ...face, keypoints: { ...face.keypoints, rightEar: ear } }, picture);
  expect(region.x).toBeLessThanOrEqual(ear.x);
  expect(region.y).toBeLessThanOrEqual(140);
  expect(region.x + region.width).toBeGreaterThanOrEqual(430);
  expect(region.y + region.height).toBeGreaterThanOrEqual(ear.y);
});

test('the region ends with the picture, in whole pixels', () => {
  const face = someFace({ box: { x: -40.5, y: 430.2, width: 100, height: 100 } });
  const region = coverRegion(face, picture);
  expect(region.x).toBe(0);
  expect(region.y + region.height).toBe(480);
  for (const value of Object.values(region)) expect(Number.isInteger(value)).toBe(true);
});

test('of a face outside of the picture nothing is left to cover', () => {
  const box = { x: 900, y: 100, width: 50, height: 50 };
  const point = { x: 920, y: 120 };
  const keypoints = { ...someFace({}).keypoints };
  for (const name of Object.keys(keypoints) as (keyof typeof keypoints)[]) keypoints[name] = point;
  expect(coverRegion({ box, keypoints }, picture).width).toBe(0);
});

test('the region of a mirrored face is the mirrored region', () => {
  const face = someFace({ box: { x: 100, y: 200, width: 80, height: 90 } });
  const region = coverRegion(face, picture);
  const mirrored = coverRegion(mirrorPlace(face, picture.width), picture);
  expect(mirrored).toEqual({ ...region, x: picture.width - region.x - region.width });
});

test('a box is hidden by one region, or by two together, and not by a part', () => {
  const box = { x: 100, y: 100, width: 60, height: 60 };
  const left = { x: 90, y: 90, width: 40, height: 80 };
  const right = { x: 130, y: 90, width: 40, height: 80 };
  expect(isHidden(box, [{ x: 90, y: 90, width: 80, height: 80 }])).toBe(true);
  expect(isHidden(box, [left, right])).toBe(true);
  expect(isHidden(box, [left])).toBe(false);
  expect(isHidden(box, [])).toBe(false);
});
