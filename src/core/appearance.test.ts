import { describe, expect, test } from 'vitest';
import { type Appearance, appearanceOf, likeness } from './appearance.ts';

const SIZE = 96;

/** A grey crop whose value at (u, v), both 0…1, is given by the function. */
function crop(value: (u: number, v: number) => number, scale = 1, shift = 0): Float32Array {
  const pixels = new Float32Array(SIZE * SIZE * 3);
  for (let i = 0; i < SIZE * SIZE; i++)
    pixels.fill(value((i % SIZE) / SIZE, Math.floor(i / SIZE) / SIZE) * scale + shift, i * 3, i * 3 + 3);
  return pixels;
}

function look(pixels: Float32Array, offset = 0): Appearance {
  return appearanceOf(pixels, offset, SIZE)!;
}

/** Dark eyes and mouth on a bright face, moved by a fraction of the crop's side. */
const face =
  (moved = 0) =>
  (u: number, v: number): number => {
    const x = u - moved;
    const dark =
      (Math.abs(v - 0.4) < 0.08 && Math.abs(Math.abs(x - 0.5) - 0.18) < 0.09) ||
      (Math.abs(v - 0.75) < 0.07 && Math.abs(x - 0.5) < 0.15);
    return dark ? 0.2 : 0.8;
  };

describe('the appearance of a crop', () => {
  test('has length 1 and mean 0 regardless of the scale and shift of its values', () => {
    const one = look(crop(face()));
    expect(Math.hypot(...one)).toBeCloseTo(1);
    expect(one.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0);
    const brighter = look(crop(face(), 0.4, 0.3));
    expect(Math.max(...brighter.map((value, index) => Math.abs(value - one[index]!)))).toBeLessThan(1e-4);
  });

  test('is read from its offset in a batch', () => {
    const two = new Float32Array(SIZE * SIZE * 6);
    two.set(crop(face()), SIZE * SIZE * 3);
    expect(look(two, SIZE * SIZE * 3)).toEqual(look(crop(face())));
    expect(appearanceOf(two, 0, SIZE)).toBeNull();
  });

  test('weights colours like luma', () => {
    const green = crop(() => 0);
    const blue = crop(() => 0);
    for (let i = 0; i < (SIZE * SIZE) / 2; i++) {
      green[i * 3 + 1] = 1;
      blue[i * 3 + 2] = 1;
    }
    const both = Float32Array.from(green, (value, index) => value - blue[index]! * (0.587 / 0.114));
    expect(likeness(look(green), look(blue))).toBeCloseTo(1);
    expect(appearanceOf(both, 0, SIZE)).toBeNull();
  });
});

describe('likeness', () => {
  test('is high between a crop and itself moved by 5 % of its side, or brighter', () => {
    expect(likeness(look(crop(face())), look(crop(face(0.05))))).toBeGreaterThan(0.8);
    expect(likeness(look(crop(face())), look(crop(face(), 0.5, 0.5)))).toBeCloseTo(1);
  });

  test('is low between crops lit from opposite sides, or upside down', () => {
    const left = look(crop((u) => u));
    const right = look(crop((u) => 1 - u));
    expect(likeness(left, right)).toBeCloseTo(-1);
    expect(likeness(look(crop(face())), look(crop((u, v) => face()(u, 1 - v))))).toBeLessThan(0.5);
  });
});
