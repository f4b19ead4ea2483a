/**
 * Anchor layout of one detector output. The input has cells × cells cells of positions × positions positions
 * each, and the centre of every position holds `repeat` anchors.
 */
export interface AnchorGrid {
  readonly cells: number;
  readonly positions: number;
  readonly repeat: number;
}

/** Number of anchors of an output. */
export function anchorCount({ cells, positions, repeat }: AnchorGrid): number {
  return (cells * positions) ** 2 * repeat;
}

/**
 * Anchor centres as interleaved x and y, fractions (0…1) of the input, in the order of the output: cells row by
 * row, and within each cell positions row by row. Every anchor is as large as the whole input (MediaPipe's
 * fixed_anchor_size), so its centre defines it.
 */
export function anchorCentres(grid: AnchorGrid): Float32Array {
  const { cells, positions, repeat } = grid;
  const side = cells * positions;
  const centres = new Float32Array(anchorCount(grid) * 2);
  let next = 0;
  for (let cell = 0; cell < cells * cells; cell++) {
    for (let position = 0; position < positions * positions; position++) {
      const x = (cell % cells) * positions + (position % positions);
      const y = Math.floor(cell / cells) * positions + Math.floor(position / positions);
      for (let i = 0; i < repeat; i++) {
        centres[next++] = (x + 0.5) / side;
        centres[next++] = (y + 0.5) / side;
      }
    }
  }
  return centres;
}
