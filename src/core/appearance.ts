/** Cells per side: enough to distinguish two people, too few to react to facial movement or detector jitter. */
const CELLS = 6;
/** Luma of a crop in 6 × 6 cells, row by row; mean 0, Euclidean length 1. */
export type Appearance = readonly number[];

/**
 * The appearance of a crop stored in `crop` from index `offset`: `size` × `size` RGB values row by row, `size` ≥ 6.
 * Scale and shift of the values do not matter. Returns null for a uniform crop, which cannot be normalised.
 */
export function appearanceOf(crop: Float32Array, offset: number, size: number): Appearance | null {
  const cell = Math.floor(size / CELLS);
  const values = new Array<number>(CELLS * CELLS).fill(0);
  for (let y = 0; y < cell * CELLS; y++) {
    const row = Math.floor(y / cell) * CELLS;
    for (let x = 0; x < cell * CELLS; x++) {
      const pixel = offset + (y * size + x) * 3;
      // Luma as defined by ITU-R BT.601.
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
 * Normalised cross-correlation of two crops of one track, −1…1.
 *
 * Measured on training crops: two different people have a median of 0.1, and 87 % of pairs are below 0.5. A crop
 * compared with itself shifted by 5 % of its side reaches at least 0.84; shifted by 9 %, the 5th percentile is 0.68.
 */
export function likeness(one: Appearance, other: Appearance): number {
  return one.reduce((sum, value, index) => sum + value * other[index]!, 0);
}
