import { describe, expect, it } from 'vitest';
import { someFace } from '#core/face.test-support.ts';
import type { Box, Face } from '#core/types.ts';
import { mainFace } from './main-face.ts';

const face = (id: number, box: Box): Face => someFace({ id, box });
const SIZE = { width: 100, height: 100 };
const square = (x: number, y: number, width: number) => ({ x, y, width, height: width });

describe('the main face', () => {
  it('is null if there are no faces', () => {
    expect(mainFace([], SIZE)).toBeNull();
  });

  it('is the central one of two faces of equal size', () => {
    const faces = [face(1, square(0, 0, 20)), face(2, square(40, 40, 20))];
    expect(mainFace(faces, SIZE)?.id).toBe(2);
  });

  it('is a large face near the middle rather than a small one in the middle', () => {
    // 60 × (1 − 14.1 / 70.7) = 48 against 12.
    const faces = [face(1, square(44, 44, 12)), face(2, square(10, 10, 60))];
    expect(mainFace(faces, SIZE)?.id).toBe(2);
  });

  it('is the central face if the larger one is in a corner', () => {
    // 40 × (1 − 42.4 / 70.7) = 16 against 30.
    const faces = [face(1, square(0, 0, 40)), face(2, square(35, 35, 30))];
    expect(mainFace(faces, SIZE)?.id).toBe(2);
  });
});
