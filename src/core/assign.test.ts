import { expect, test } from 'vitest';
import { assign } from './assign.ts';
import { random } from './random.test-support.ts';

/** The lowest cost over all assignments of as many rows as possible. */
function lowestByExhaustion(cost: readonly number[], rows: number, columns: number): number {
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
])('%i rows and %i columns: distinct columns, at the cost of an exhaustive search', (rows, columns) => {
  const next = random(rows * 31 + columns);
  for (let repeat = 0; repeat < 40; repeat++) {
    const cost = Array.from({ length: rows * columns }, () => Math.round(next() * 20) / 4);
    const found = assign(cost, rows, columns);
    const pairs = [...found].map((column, row) => [row, column] as const).filter(([, c]) => c >= 0);
    expect(pairs).toHaveLength(Math.min(rows, columns));
    expect(new Set(pairs.map(([, column]) => column)).size).toBe(pairs.length);
    const total = pairs.reduce((sum, [row, column]) => sum + cost[row * columns + column]!, 0);
    expect(total).toBeCloseTo(lowestByExhaustion(cost, rows, columns), 9);
  }
});

test('the greedy choice is rejected if the total cost is higher', () => {
  // Column 0 is cheapest for row 0, but then row 1 costs 9.
  expect([...assign([1, 2, 2, 9], 2, 2)]).toEqual([1, 0]);
});

test('an empty matrix has no assignment', () => {
  expect([...assign([], 0, 3)]).toEqual([]);
  expect([...assign([], 3, 0)]).toEqual([-1, -1, -1]);
});
