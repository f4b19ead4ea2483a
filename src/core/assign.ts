/**
 * The cheapest one-to-one assignment of rows to columns. Exact, O(n³): the Hungarian method with shortest
 * augmenting paths (Jonker and Volgenant 1987).
 *
 * To forbid a pair, give it the cost of leaving both unassigned and discard it from the result.
 *
 * @param cost rows × columns finite numbers, row by row.
 * @returns the column of each row, or −1 for surplus rows.
 */
export function assign(cost: ArrayLike<number>, rows: number, columns: number): Int32Array {
  const result = new Int32Array(rows).fill(-1);
  if (rows > columns) {
    const turned = new Float64Array(rows * columns);
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++) turned[c * rows + r] = cost[r * columns + c]!;
    assign(turned, columns, rows).forEach((row, column) => {
      result[row] = column;
    });
    return result;
  }

  // The extra column `columns` is virtual: the augmenting path of each new row starts there.
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1).fill(-1);
  const cameFrom = new Int32Array(columns + 1);
  const slack = new Float64Array(columns + 1);
  const done = new Uint8Array(columns + 1);

  for (let start = 0; start < rows; start++) {
    slack.fill(Infinity);
    done.fill(0);
    rowOf[columns] = start;
    let column = columns;
    do {
      done[column] = 1;
      const row = rowOf[column]!;
      let nearest = -1;
      let least = Infinity;
      for (let c = 0; c < columns; c++) {
        if (done[c]) continue;
        const reduced = cost[row * columns + c]! - rowPrice[row]! - columnPrice[c]!;
        if (reduced < slack[c]!) {
          slack[c] = reduced;
          cameFrom[c] = column;
        }
        if (slack[c]! < least) {
          least = slack[c]!;
          nearest = c;
        }
      }
      for (let c = 0; c <= columns; c++) {
        if (done[c]) {
          rowPrice[rowOf[c]!]! += least;
          columnPrice[c]! -= least;
        } else {
          slack[c]! -= least;
        }
      }
      column = nearest;
    } while (rowOf[column] !== -1);
    while (column !== columns) {
      const before = cameFrom[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }

  for (let c = 0; c < columns; c++) if (rowOf[c] !== -1) result[rowOf[c]!] = c;
  return result;
}
