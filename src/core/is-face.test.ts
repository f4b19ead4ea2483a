import { describe, expect, test } from 'vitest';
import { isFace, LEAST_FACE, nextIsFace } from './is-face.ts';
import { random } from './random.test-support.ts';

const read = (face: number, score = 0.9) => ({ score, face, readable: true });
const unread = (score: number, readable = true) => ({ score, face: null, readable });

describe('a track', () => {
  test.each([
    ['never read, sure', null, unread(0.75), true],
    ['never read, unsure', null, unread(0.74), null],
    ['never read, unsure, while the network is loading', null, unread(0.6, false), true],
    ['shown and still not read, unsure', true, unread(0.6), true],
    ['not shown, its readings forgotten', false, unread(0.9), false],
    ['first read as a face', null, read(LEAST_FACE), true],
    ['first read as none', null, read(LEAST_FACE - 0.01), false],
    ['shown, then just below the limit', true, read(LEAST_FACE - 0.01), false],
    ['not shown, then just above the limit', false, read(LEAST_FACE + 0.01), false],
    ['not shown, then clearly above the limit', false, read(0.9), true],
    ['an unsure detection, read as a face', null, read(0.5, 0.74), true],
    ['an unsure detection, read as hardly one', null, read(0.49, 0.74), false],
    ['an unsure detection, not shown, read as a face', false, read(0.5, 0.74), true],
    ['shown, then an unsure detection, read as hardly one', true, read(0.1, 0.6), true],
  ])('%s', (_, before, claim, shown) => {
    expect(nextIsFace(before, claim)).toBe(shown);
  });

  test('does not flicker at the limit, with noise of a tenth', () => {
    const rnd = random(2);
    let before: boolean | null = null;
    let changes = 0;
    for (let i = 0; i < 300; i++) {
      const after = nextIsFace(before, read(LEAST_FACE * (0.95 + 0.1 * rnd())));
      if (before !== null && after !== before) changes++;
      before = after;
    }
    expect(changes).toBeLessThanOrEqual(1);
  });

  test.each([0.5, 0.74, 0.75, 1])(
    'that was shown needs no more than one that was not (score %f)',
    (score) => {
      for (let face = 0; face <= 1; face += 0.01)
        if (nextIsFace(false, read(face, score)) === true) {
          expect(nextIsFace(true, read(face, score))).toBe(true);
          expect(nextIsFace(null, read(face, score))).toBe(true);
          expect(isFace(face)).toBe(true);
        }
    },
  );
});

test('what a second look did not show needs more', () => {
  expect(isFace(0.5)).toBe(true);
  expect(isFace(0.5, true)).toBe(false);
  expect(isFace(0.95, true)).toBe(true);
});
