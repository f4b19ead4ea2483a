import { expect, test } from 'vitest';
import { readArea } from './read-area.ts';

const wide = { width: 1280, height: 720 };

test.each([
  ['the same shape', wide, { width: 1920, height: 1080 }, [0, 0, 1, 1]],
  ['a tablet', wide, { width: 1024, height: 768 }, [0.125, 0, 0.75, 1]],
  ['an old camera', { width: 640, height: 480 }, { width: 1920, height: 1080 }, [0, 0.125, 1, 0.75]],
] as const)('%s: what the mirror cuts off is not read', (_name, picture, frame, [x, y, width, height]) => {
  const area = readArea(picture, frame, true, null);
  expect(area.x).toBeCloseTo(x);
  expect(area.y).toBeCloseTo(y);
  expect(area.width).toBeCloseTo(width);
  expect(area.height).toBeCloseTo(height);
});

test.each([
  ['left', true, 0, 0.8],
  ['right', true, 0.2, 0.8],
  ['left', false, 0.2, 0.8],
  ['right', false, 0, 0.8],
] as const)('an area at the %s, mirrored %s', (side, mirrored, x, width) => {
  const area = readArea(wide, { width: 1920, height: 1080 }, mirrored, { side, percent: 20 });
  expect(area.x).toBeCloseTo(x);
  expect(area.width).toBeCloseTo(width);
});

test('an area is a part of what is shown, not of the whole picture', () => {
  const area = readArea(wide, { width: 1024, height: 768 }, false, { side: 'left', percent: 50 });
  expect(area).toEqual({ x: 0.5, y: 0, width: 0.375, height: 1 });
});
