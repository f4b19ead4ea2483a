import { expect, test } from 'vitest';
import { faceInMiddle, inPicture, isAskew, isTilted, straightView } from './straight-view.ts';
import type { Detection } from './types.ts';

const BOX = { x: 100, y: 50, width: 40, height: 40 };

function faceAt(x: number, y: number): Detection {
  const p = { x, y };
  const keypoints = { rightEye: p, leftEye: p, noseTip: p, mouthCentre: p, rightEar: p, leftEar: p };
  return { box: { x: x - 20, y: y - 20, width: 40, height: 40 }, keypoints, score: 0.9 };
}

test.each<[number, boolean]>([
  [0, false],
  [0.59, false],
  [0.6, true],
  [-0.6, true],
  [3.1, true],
])('a roll of %d: tilted %s', (roll, expected) => {
  expect(isTilted(roll)).toBe(expected);
});

test.each<[number, number, boolean]>([
  [0.6, 0.6, false],
  [0.84, 0.6, false],
  [0.85, 0.6, true],
  [-0.85, -0.6, true],
  // Nearly upside down, from either side.
  [3.1, -3.1, false],
  [-3.1, 2.8, true],
])('roll %d in a view turned by %d: askew %s', (roll, turned, expected) => {
  expect(isAskew(roll, turned)).toBe(expected);
});

test.each([0, 0.5, -1.2, 3])(
  'a view has the box in its middle, a third of its side, without the roll of %d',
  (roll) => {
    const view = straightView(BOX, roll, 240);
    const seen = (x: number, y: number) => ({
      x: view.a * x - view.b * y + view.tx,
      y: view.b * x + view.a * y + view.ty,
    });
    const middle = seen(120, 70);
    expect(middle.x).toBeCloseTo(120);
    expect(middle.y).toBeCloseTo(120);
    // A point along the line of the eyes is level with the middle: 10 pixels away, 20 in the view.
    const along = seen(120 + 10 * Math.cos(roll), 70 + 10 * Math.sin(roll));
    expect(along.x).toBeCloseTo(140);
    expect(along.y).toBeCloseTo(120);
    const back = inPicture(along, view);
    expect(back.x).toBeCloseTo(120 + 10 * Math.cos(roll));
    expect(back.y).toBeCloseTo(70 + 10 * Math.sin(roll));
  },
);

test('the find in the middle is the face, others are not', () => {
  const [near, nearer, far] = [faceAt(120, 150), faceAt(110, 120), faceAt(120, 161)];
  expect(faceInMiddle([near, far, nearer], 240)).toBe(nearer);
  expect(faceInMiddle([far], 240)).toBeNull();
  expect(faceInMiddle([], 240)).toBeNull();
});
