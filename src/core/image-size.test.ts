import { expect, test } from 'vitest';
import { imageSize } from './image-size.ts';

test('of a frame the displayed size is taken, of a bitmap its own', () => {
  const frame = { displayWidth: 640, displayHeight: 360, width: 320, height: 360 };
  expect(imageSize(frame)).toEqual({ width: 640, height: 360 });
  expect(imageSize({ width: 12, height: 34 })).toEqual({ width: 12, height: 34 });
});
