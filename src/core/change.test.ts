import { describe, expect, test } from 'vitest';
import { changedShare, firstChanges, nextChanges } from './change.ts';
import { random } from './random.test-support.ts';
import type { Picture } from './types.ts';

const WHOLE = { x: 0, y: 0, width: 640, height: 480 };

/** Makes a picture of grey 100 with uniform noise of ±`noise` grey levels and a patch of another grey. */
function picture(
  noise: number,
  seed: number,
  patch?: { x: number; y: number; side: number; grey: number },
): Picture {
  const next = random(seed);
  const data = new Uint8ClampedArray(640 * 480 * 4);
  for (let i = 0; i < 640 * 480; i++) {
    const x = i % 640;
    const y = Math.floor(i / 640);
    const isPatch =
      patch && x >= patch.x && x < patch.x + patch.side && y >= patch.y && y < patch.y + patch.side;
    data.fill((isPatch ? patch.grey : 100) + (2 * next() - 1) * noise, i * 4, i * 4 + 4);
  }
  return { width: 640, height: 480, data };
}

describe('what changed', () => {
  test.each([0, 5, 15, 30])('noise of ± %i grey levels is no change', (noise) => {
    let map = firstChanges(picture(noise, 1), 0);
    for (let i = 2; i < 12; i++) map = nextChanges(map, picture(noise, i), i * 33);
    expect(changedShare(map, WHOLE, 0)).toBe(0);
  });

  test.each([0, 15])('a face that comes is one, in its cells alone, with noise of ± %i', (noise) => {
    const map = firstChanges(picture(noise, 1), 0);
    const face = { x: 200, y: 200, side: 24, grey: 140 };
    const then = nextChanges(nextChanges(map, picture(noise, 2), 33), picture(noise, 3, face), 66);
    expect(changedShare(then, { x: 200, y: 200, width: 24, height: 24 }, 33)).toBeGreaterThan(0.9);
    expect(changedShare(then, { x: 0, y: 0, width: 160, height: 480 }, 33)).toBe(0);
    expect(changedShare(then, WHOLE, 66)).toBe(0);
  });

  test('light that fades slowly is one in the end: it is compared with the last change, not the last picture', () => {
    let map = firstChanges(picture(0, 1), 0);
    for (let i = 1; i <= 10; i++) {
      const grey = { x: 0, y: 0, side: 640, grey: 100 + i };
      map = nextChanges(map, picture(0, 1, grey), i * 33);
    }
    expect(changedShare(map, WHOLE, 0)).toBe(1);
  });

  test('outside the picture nothing changes', () => {
    const map = firstChanges(picture(0, 1), 5);
    expect(changedShare(map, { x: 700, y: 0, width: 50, height: 50 }, 0)).toBe(0);
    expect(changedShare(map, { x: 0, y: 0, width: 0, height: 0 }, 0)).toBe(0);
  });
});
