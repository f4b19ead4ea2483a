import { expect, test } from 'vitest';
import { burnInShift } from './burn-in.ts';

test('the layout moves every four minutes by one step, and is at every place about as often', () => {
  const shifts = Array.from({ length: 180 }, (_, i) => burnInShift(i * 4 * 60_000, 6));
  expect(burnInShift(4 * 60_000 - 1, 6)).toEqual({ x: 0, y: 0 });
  for (const [i, { x, y }] of shifts.slice(1).entries()) {
    const moved = Math.abs(x - shifts[i]!.x) + Math.abs(y - shifts[i]!.y);
    expect(moved).toBe(6);
  }
  const places = new Set(shifts.map(({ x, y }) => `${x} ${y}`));
  expect(places.size).toBe(9);
});
