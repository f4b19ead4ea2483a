import { describe, expect, it } from 'vitest';
import { someFace } from '#core/face.test-support.ts';
import type { Box, Face } from '#core/types.ts';
import { labelledFace, mainFace } from './main-face.ts';

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

describe('the labelled face', () => {
  const wide = { width: 200, height: 100 };
  const faces = [face(1, square(40, 0, 90)), face(2, square(150, 20, 20)), face(3, square(160, 20, 20))];

  it('is the main face if the labels name no box', () => {
    expect(labelledFace(faces, wide, null)?.id).toBe(1);
    expect(labelledFace([], wide, null)).toBeNull();
  });

  it('is the one that overlaps the box most, in shares of width and height', () => {
    expect(labelledFace(faces, wide, [0.75, 0.2, 0.85, 0.4])?.id).toBe(2);
    expect(labelledFace(faces, wide, [0.79, 0.2, 0.89, 0.4])?.id).toBe(3);
  });

  it('is null if the greatest IoU is below 0.3, also if there are no faces', () => {
    // The common areas are 200 of 600 and 160 of 640 square pixels.
    expect(labelledFace(faces.slice(1, 2), wide, [0.8, 0.2, 0.9, 0.4])?.id).toBe(2);
    expect(labelledFace(faces.slice(1, 2), wide, [0.81, 0.2, 0.91, 0.4])).toBeNull();
    expect(labelledFace([], wide, [0, 0, 1, 1])).toBeNull();
  });
});
