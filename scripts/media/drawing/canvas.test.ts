import { describe, expect, it } from 'vitest';
import { createCanvas, drawTile, fill, fillRectangle, type Tile, toBytes } from './canvas.ts';
import { type Pixels, withLevels } from './pixels.ts';

const SIDE = 20;

/** Makes a picture of one colour. */
const flat = (colour: readonly [number, number, number]) => {
  const pixels = createCanvas(SIDE, SIDE);
  fill(pixels, colour);
  return withLevels('flat', pixels);
};

/** The whole picture in the middle of a canvas of 40 × 40. */
const tile: Tile = {
  picture: flat([200, 100, 50]),
  focus: { x: SIDE / 2, y: SIDE / 2 },
  at: { x: 20, y: 20 },
  scale: 1,
  roll: 0,
  level: 0,
  width: SIDE,
  height: SIDE,
  anchor: { x: 0.5, y: 0.5 },
  shape: 0,
  alpha: 1,
  shadow: 0,
};

function drawn(changes: Partial<Tile>): Pixels {
  const canvas = createCanvas(40, 40);
  drawTile(canvas, { ...tile, ...changes });
  return canvas;
}

const red = ({ width, rgb }: Pixels, x: number, y: number) => rgb[(y * width + x) * 3]!;
/** Returns the area that the tile covers, in pixels. */
const covered = ({ rgb }: Pixels) =>
  rgb.reduce((sum, value, i) => (i % 3 === 0 ? sum + value : sum), 0) / 200;

describe('a tile', () => {
  it('is drawn inside its edges and nowhere else', () => {
    const canvas = drawn({});
    expect([red(canvas, 9, 20), red(canvas, 10, 20), red(canvas, 29, 20), red(canvas, 30, 20)]).toEqual([
      0, 200, 200, 0,
    ]);
    expect(covered(canvas)).toBeCloseTo(SIDE * SIDE, 3);
  });

  it('covers the same area when it is rotated, and the area of an ellipse', () => {
    expect(covered(drawn({ roll: 0.5 }))).toBeCloseTo(SIDE * SIDE, -1);
    expect(covered(drawn({ shape: 'ellipse', width: 20, height: 12 }))).toBeCloseTo(Math.PI * 10 * 6, -1);
  });

  it('is blended with its alpha, and its shadow darkens the canvas', () => {
    expect(red(drawn({ alpha: 0.5 }), 20, 20)).toBe(100);
    const canvas = createCanvas(40, 40);
    fill(canvas, [80, 80, 80]);
    drawTile(canvas, { ...tile, shadow: 0.5 });
    const [above, below] = [red(canvas, 20, 5), red(canvas, 20, 34)];
    expect(below).toBeLessThan(above);
    expect(above).toBeLessThan(80);
  });

  it('is refused if it extends beyond its picture', () => {
    expect(() => drawn({ width: SIDE + 2 })).not.toThrow();
    expect(() => drawn({ width: SIDE + 4 })).toThrow('flat: a corner of the tile');
  });
});

it('a rectangle is filled, and bytes are rounded and clamped', () => {
  const canvas = createCanvas(3, 2);
  fillRectangle(canvas, [1, 0, 2, 1], [300, -5, 1.6]);
  expect([...toBytes(canvas)]).toEqual([0, 0, 0, 255, 0, 2, 255, 0, 2, ...new Array(9).fill(0)]);
});
