import type { Pixels } from './pixels.ts';
import { normalFrom, randomFrom } from './random.ts';

/** Values that are drawn once; a power of two, so that they repeat by a mask. */
const POOL = 1 << 20;

/** Adds a sensor's noise to a canvas: another one at each call, the same series for the same seed. */
export function createNoise(seed: number): (canvas: Pixels, greyLevels: number) => void {
  const normal = normalFrom(randomFrom(seed));
  const random = randomFrom(seed + 1);
  // Millions of draws for each frame would take longer than its encoding.
  const pool = Float32Array.from({ length: POOL }, normal);
  return ({ rgb }, greyLevels) => {
    const from = Math.floor(random() * POOL);
    for (let i = 0; i < rgb.length; i++) rgb[i]! += greyLevels * pool[(from + i) & (POOL - 1)]!;
  };
}

/**
 * Writes a texture over the canvas: the sum of random grids of halving cell and halving height, in one colour.
 *
 * @param cell side of the coarsest cell, pixels.
 * @param contrast height of the coarsest grid, grey levels to either side of `colour`.
 */
export function fillTexture(
  { width, height, rgb }: Pixels,
  look: {
    readonly seed: number;
    readonly cell: number;
    readonly contrast: number;
    readonly colour: readonly [number, number, number];
  },
): void {
  const random = randomFrom(look.seed);
  for (let i = 0; i < rgb.length; i++) rgb[i] = look.colour[i % 3]!;
  let { contrast } = look;
  for (let { cell } = look; cell >= 2; cell /= 2) {
    const columns = Math.ceil(width / cell) + 2;
    const grid = Float32Array.from(
      { length: columns * (Math.ceil(height / cell) + 2) },
      () => random() * 2 - 1,
    );
    for (let y = 0; y < height; y++) {
      const row = Math.floor(y / cell);
      const down = smooth(y / cell - row);
      for (let x = 0; x < width; x++) {
        const column = Math.floor(x / cell);
        const across = smooth(x / cell - column);
        const at = row * columns + column;
        const above = grid[at]! + (grid[at + 1]! - grid[at]!) * across;
        const below = grid[at + columns]! + (grid[at + columns + 1]! - grid[at + columns]!) * across;
        const level = contrast * (above + (below - above) * down);
        for (let c = 0; c < 3; c++) rgb[(y * width + x) * 3 + c]! += level;
      }
    }
    contrast *= 0.6;
  }
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}
