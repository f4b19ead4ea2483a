import { describe, expect, it } from 'vitest';
import { fillLetterbox, letterboxOf } from './letterbox.ts';
import type { Picture } from './types.ts';

/** A picture whose red channel is the column and green channel the row. */
function ramp(width: number, height: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[(y * width + x) * 4] = x;
      data[(y * width + x) * 4 + 1] = y;
    }
  }
  return { width, height, data };
}

const grey = (value: number) => (value + 1) * 127.5;

describe('letterboxOf', () => {
  it('fits the longer side and centres the shorter one', () => {
    expect(letterboxOf({ x: 0, y: 0, width: 640, height: 480 }, 192)).toEqual({
      scale: 0.3,
      left: 0,
      top: 24,
    });
    expect(letterboxOf({ x: 0, y: 0, width: 100, height: 200 }, 100)).toEqual({
      scale: 0.5,
      left: 25,
      top: 0,
    });
  });
});

describe('fillLetterbox', () => {
  it('copies a picture that has the size of the square', () => {
    const out = new Float32Array(8 * 8 * 3);
    fillLetterbox(ramp(8, 8), 8, out);
    expect(grey(out[(3 * 8 + 5) * 3]!)).toBeCloseTo(5, 4);
    expect(grey(out[(3 * 8 + 5) * 3 + 1]!)).toBeCloseTo(3, 4);
    expect(out[(3 * 8 + 5) * 3 + 2]).toBeCloseTo(1, 6);
  });

  it('samples pixel i at i / scale, as MediaPipe does', () => {
    const out = new Float32Array(40 * 40 * 3);
    fillLetterbox(ramp(100, 100), 40, out);
    expect(grey(out[(12 * 40 + 7) * 3]!)).toBeCloseTo(17.5, 4);
    expect(grey(out[(12 * 40 + 7) * 3 + 1]!)).toBeCloseTo(30, 4);
  });

  it('is black outside the picture, overwriting an earlier picture', () => {
    const out = new Float32Array(40 * 40 * 3).fill(0.5);
    const box = fillLetterbox(ramp(80, 40), 40, out);
    expect(box.top).toBe(10);
    expect(out[(9 * 40 + 20) * 3 + 2]).toBe(-1);
    expect(out[(10 * 40 + 20) * 3 + 2]).toBeCloseTo(1, 6);
    expect(out[(29 * 40 + 20) * 3 + 2]).toBeCloseTo(1, 6);
    expect(out[(30 * 40 + 20) * 3 + 2]).toBe(-1);
  });

  it('accepts a picture of one pixel', () => {
    const out = new Float32Array(16 * 16 * 3);
    fillLetterbox({ width: 1, height: 1, data: new Uint8ClampedArray([255, 255, 255, 255]) }, 16, out);
    expect(out[0]).toBeCloseTo(1, 6);
    expect(out.every(Number.isFinite)).toBe(true);
  });
});
