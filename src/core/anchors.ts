/**
 * Anchors of one output of a face detector: the input is divided into cells × cells, each cell into
 * positions × positions, and at the centre of each of these lie `repeat` anchors.
 */
export interface AnchorGrid {
  readonly cells: number;
  readonly positions: number;
  readonly repeat: number;
}

/** How many anchors an output has. */
export function anchorCount({ cells, positions, repeat }: AnchorGrid): number {
  return (cells * positions) ** 2 * repeat;
}

/**
 * Centres of an output's anchors as fractions of the input, x and y in turn, in the order of the output:
 * cells row by row, within a cell positions row by row. An anchor has the size of the whole input
 * (MediaPipe's fixed_anchor_size), so a centre says all of it.
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
