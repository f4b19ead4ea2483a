import { expect, test } from 'vitest';
import { assign } from './assign.ts';
import { random } from './random.test-support.ts';

/** The least cost over every way to give as many rows as possible a column of their own. */
function leastByTrying(cost: readonly number[], rows: number, columns: number): number {
  const taken = new Set<number>();
  const from = (row: number, spare: number): number => {
    if (row === rows) return 0;
    let best = spare > 0 ? from(row + 1, spare - 1) : Infinity;
    for (let c = 0; c < columns; c++) {
      if (taken.has(c)) continue;
      taken.add(c);
      best = Math.min(best, cost[row * columns + c]! + from(row + 1, spare));
      taken.delete(c);
    }
    return best;
  };
  return from(0, Math.max(0, rows - columns));
}

test.each([
  [1, 1],
  [3, 3],
  [5, 5],
  [2, 6],
  [6, 2],
  [4, 5],
])('%i rows and %i columns: one column each, and never dearer than by trying all', (rows, columns) => {
  const next = random(rows * 31 + columns);
  for (let repeat = 0; repeat < 40; repeat++) {
    const cost = Array.from({ length: rows * columns }, () => Math.round(next() * 20) / 4);
    const found = assign(cost, rows, columns);
    const pairs = [...found].map((column, row) => [row, column] as const).filter(([, c]) => c >= 0);
    expect(pairs).toHaveLength(Math.min(rows, columns));
    expect(new Set(pairs.map(([, column]) => column)).size).toBe(pairs.length);
    const total = pairs.reduce((sum, [row, column]) => sum + cost[row * columns + column]!, 0);
    expect(total).toBeCloseTo(leastByTrying(cost, rows, columns), 9);
  }
});

test('the greedy choice is not taken where it is dearer in all', () => {
  // Row 0 would like column 0 best, but then row 1 pays 9.
  expect([...assign([1, 2, 2, 9], 2, 2)]).toEqual([1, 0]);
});

test('nothing to assign', () => {
  expect([...assign([], 0, 3)]).toEqual([]);
  expect([...assign([], 3, 0)]).toEqual([-1, -1, -1]);
});
