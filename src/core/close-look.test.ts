import { describe, expect, test } from 'vitest';
import { closeView, isSeenAgain, needsCloseLook } from './close-look.ts';
import { faceAt } from './detection.test-support.ts';
import { random } from './random.test-support.ts';
import type { StillDetection } from './still.ts';

const PICTURE = { width: 1280, height: 720 };

describe('closeView', () => {
  test.each([
    ['five face widths wide', faceAt(600, 300, 60), { x: 450, y: 150, width: 300, height: 300 }],
    ['inside the picture', faceAt(40, 700, 60), { x: 0, y: 420, width: 300, height: 300 }],
    ['no narrower than 64 pixels', faceAt(600, 300, 8), { x: 568, y: 268, width: 64, height: 64 }],
    [
      'as high as the picture around a near face',
      faceAt(640, 360, 300),
      { x: 280, y: 0, width: 720, height: 720 },
    ],
    [
      'larger than the picture for a face that fills it',
      faceAt(640, 360, 700),
      { x: -60, y: -340, width: 1400, height: 1400 },
    ],
  ])('is %s', (_, { box }, view) => {
    expect(closeView(box, PICTURE)).toMatchObject(view);
  });

  test('shows every face whole, and leaves room around it', () => {
    const next = random(4);
    for (let i = 0; i < 500; i++) {
      const side = 8 + next() * 700;
      const { box } = faceAt(side / 2 + next() * (1280 - side), side / 2 + next() * (720 - side), side);
      const view = closeView(box, PICTURE);
      expect(view.width).toBe(view.height);
      expect(box.width / view.width).toBeLessThanOrEqual(0.5 + 1e-9);
      expect(box.x - view.x).toBeGreaterThan(-1e-6);
      expect(box.y - view.y).toBeGreaterThan(-1e-6);
      expect(view.x + view.width - box.x - box.width).toBeGreaterThan(-1e-6);
      expect(view.y + view.height - box.y - box.height).toBeGreaterThan(-1e-6);
    }
  });
});

const found = (size: number, score: number, pass: StillDetection['pass']): StillDetection => ({
  ...faceAt(100, 100, size, score),
  cut: false,
  pass,
});

test.each([
  [0.86, 0, true],
  [0.88, 0, false],
  [0.7, 2, true],
  [0.7, 4, false],
] as const)('a score of %f in pass %i needs a close look: %s', (score, pass, needed) => {
  expect(needsCloseLook(found(50, score, pass))).toBe(needed);
});

test.each([
  [0.54, 0, false],
  [0.56, 0, true],
  [0.6, 2, false],
  [0.63, 2, true],
] as const)('a look with a score of %f after pass %i is a face: %s', (score, pass, isFace) => {
  expect(isSeenAgain(found(50, 0.7, pass), [faceAt(101, 99, 50, score)])).toBe(isFace);
});

test('only a detection at the same place and of about the same size is the same face', () => {
  const face = found(50, 0.7, 0);
  expect(isSeenAgain(face, [faceAt(103, 98, 55)])).toBe(true);
  expect(isSeenAgain(face, [faceAt(140, 100, 50), faceAt(100, 100, 25)])).toBe(false);
  expect(isSeenAgain(face, [])).toBe(false);
});
