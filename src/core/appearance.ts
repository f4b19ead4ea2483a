/** Cells a side: enough to tell two people apart, too few to feel a mouth that opens or a box that trembles. */
const CELLS = 6;
/** A crop's luma in 6 × 6 cells, less its mean, of length 1. */
export type Appearance = readonly number[];

/**
 * Of RGB rows of `size` × `size` from `offset` on, `size` at least 6; their scale and shift do not matter. null where
 * all cells are alike: there is nothing to compare.
 */
export function appearanceOf(crop: Float32Array, offset: number, size: number): Appearance | null {
  const cell = Math.floor(size / CELLS);
  const values = new Array<number>(CELLS * CELLS).fill(0);
  for (let y = 0; y < cell * CELLS; y++) {
    const row = Math.floor(y / cell) * CELLS;
    for (let x = 0; x < cell * CELLS; x++) {
      const pixel = offset + (y * size + x) * 3;
      // Rec. 601 luma.
      values[row + Math.floor(x / cell)]! +=
        0.299 * crop[pixel]! + 0.587 * crop[pixel + 1]! + 0.114 * crop[pixel + 2]!;
    }
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const length = Math.hypot(...centred);
  return length > 1e-6 * cell * cell ? centred.map((value) => value / length) : null;
}

/**
 * How alike two crops of one track look: their normalized cross-correlation, −1…1. Crops of two people drawn
 * from the training sets: 0.1 in the middle, 87 of 100 below 0.5; a crop and itself moved by 5 % of its
 * side: 0.84 and more, by 9 %: 0.68 in the lowest twentieth.
 */
export function likeness(one: Appearance, other: Appearance): number {
  return one.reduce((sum, value, index) => sum + value * other[index]!, 0);
}
