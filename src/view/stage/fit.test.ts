import { describe, expect, it } from 'vitest';
import { canvasRatio, contain, cover, toScreen } from './fit.ts';

describe('canvasRatio', () => {
  it.each([
    ['a phone', 390, 390, 3, 3],
    ['a laptop', 1440, 900, 2, 2],
    ['a screen of 3840 × 2160', 1920, 1080, 2, 2],
    ['a screen of 7680 × 4320 takes no more memory', 3840, 2160, 2, 1],
    ['nothing', 0, 0, 3, 3],
  ])('%s', (_name, width, height, ratio, expected) => {
    expect(canvasRatio({ width, height }, ratio)).toBe(expected);
  });
});

describe('contain', () => {
  it('fits a wide picture by its width and centres it', () => {
    expect(contain({ width: 640, height: 320 }, { width: 320, height: 320 })).toEqual({
      x: 0,
      y: 80,
      scale: 0.5,
    });
  });

  it('fits a tall picture by its height', () => {
    expect(contain({ width: 100, height: 200 }, { width: 400, height: 400 })).toEqual({
      x: 100,
      y: 0,
      scale: 2,
    });
  });

  it('shows nothing of an empty picture', () => {
    expect(contain({ width: 0, height: 0 }, { width: 400, height: 400 }).scale).toBe(0);
  });
});

describe('cover', () => {
  it('fills the frame and centres what is cut off', () => {
    expect(cover({ width: 640, height: 320 }, { width: 320, height: 320 })).toEqual({
      x: -160,
      y: 0,
      scale: 1,
    });
    expect(cover({ width: 100, height: 200 }, { width: 400, height: 400 })).toEqual({
      x: 0,
      y: -200,
      scale: 4,
    });
  });
});

describe('toScreen', () => {
  const picture = { width: 640, height: 480 };
  const box = { x: 100, y: 40, width: 80, height: 90 };

  it('scales', () => {
    expect(toScreen(box, picture, 0.5, false)).toEqual({ x: 50, y: 20, width: 40, height: 45 });
  });

  it('mirrors the position and keeps the size; mirrored twice a box is unchanged', () => {
    const once = toScreen(box, picture, 1, true);
    expect(once).toEqual({ ...box, x: 460 });
    expect(toScreen(once, picture, 1, true)).toEqual(box);
  });
});
