import { describe, expect, test } from 'vitest';
import { random } from '../random.test-support.ts';
import { addTally, EMPTY_DAY, STAY_FROM } from './counts-day.ts';
import { hideSmall, medianStay, numbersOf } from './counts-report.ts';

const NOTHING = { passed: 0, stayed: 0, turned: 0, seconds: 1, ended: [] };
const AGES = { age: true, gender: false, emotion: false, smile: true };

describe('small cells', () => {
  test.each([
    ['nothing small', [0, 5, 12], [0, 5, 12]],
    ['a small one takes the next one with it', [9, 3, 20], [9, null, null]],
    ['the last one takes the one before it', [9, 20, 3], [9, null, null]],
    ['two small ones that hide each other', [2, 3, 20], [null, null, 20]],
    ['two that are too few together', [1, 3, 20, 8], [null, null, null, 8]],
    ['two that must both be four', [4, 4, 20], [null, null, null]],
    ['five that must all be one', [1, 1, 1, 1, 1, 9], [null, null, null, null, null, null]],
    ['one alone', [4], [null]],
    ['nobody', [0, 0], [0, 0]],
  ])('%s', (_name, cells, expected) => {
    expect(hideSmall(cells)).toEqual(expected);
  });

  test('cannot be worked out from the total', () => {
    const next = random(5);
    for (let round = 0; round < 400; round++) {
      const cells = Array.from({ length: 2 + Math.floor(next() * 3) }, () => Math.floor(next() ** 2 * 14));
      const total = cells.reduce((sum, one) => sum + one, 0);
      const shown = hideSmall(cells);
      for (const cell of shown) expect(cell === null || cell === 0 || cell >= 5).toBe(true);
      // Everything that the hidden cells could be, for somebody who knows the total and these rules.
      const possible = solutions(shown, total).filter(
        (one) => JSON.stringify(hideSmall(one)) === JSON.stringify(shown),
      );
      shown.forEach((cell, i) => {
        if (cell !== null || total < 5) return;
        expect(new Set(possible.map((one) => one[i])).size).toBeGreaterThan(1);
      });
    }
  });
});

/** All ways to fill the hidden cells with people, so that the sum is `total`. */
function solutions(cells: readonly (number | null)[], total: number): readonly (readonly number[])[] {
  const [first, ...rest] = cells;
  if (first === undefined) return total === 0 ? [[]] : [];
  if (first !== null)
    return total < first ? [] : solutions(rest, total - first).map((one) => [first, ...one]);
  return Array.from({ length: total }, (_, i) => i + 1).flatMap((people) =>
    solutions(rest, total - people).map((one) => [people, ...one]),
  );
}

describe('the median stay', () => {
  const stays = (counts: Readonly<Record<number, number>>) => STAY_FROM.map((from) => counts[from] ?? 0);
  test.each([
    ['nobody', {}, null],
    ['too few', { 10: 4 }, null],
    ['one bin', { 10: 6 }, 11.5],
    ['between two bins', { 3: 5, 100: 6 }, 100],
    ['a bin without an end', { 800: 9 }, 800],
  ])('%s', (_name, counts, expected) => {
    const found = medianStay(stays(counts));
    if (expected === null) expect(found).toBeNull();
    else expect(Math.abs(found! - expected)).toBeLessThan(expected * 0.05);
  });

  test('is within 15 % of the median of the stays themselves', () => {
    const next = random(8);
    for (let round = 0; round < 50; round++) {
      const times = Array.from({ length: 101 }, () => 3 + next() ** 3 * 300).sort((a, b) => a - b);
      const counts = STAY_FROM.map(() => 0);
      for (const time of times) counts[STAY_FROM.filter((from) => time >= from).length - 1]! += 1;
      const found = medianStay(counts)!;
      expect(Math.abs(found / times[50]! - 1)).toBeLessThan(0.15);
    }
  });
});

describe('the numbers of a day', () => {
  const ended = (years: number) => ({
    staySeconds: 10,
    readings: { age: [0, 0, years < 30 ? 0.9 : 0.1, years < 30 ? 0.1 : 0.9, 0, 0, 0], smile: [0.5, 0.5] },
  });
  const days = [...Array.from({ length: 8 }, () => 25), ...Array.from({ length: 8 }, () => 35)].reduce(
    (before, years, i) =>
      addTally(
        before,
        { day: '2026-11-30', slot: i < 14 ? 60 : 62 },
        { ...NOTHING, passed: 1, stayed: 1, ended: [ended(years)] },
      ),
    {} as ReturnType<typeof addTally>,
  );

  test('are totals, bars and shares, without small cells', () => {
    const numbers = numbersOf(days['2026-11-30']!, AGES);
    expect([numbers.passed, numbers.stayed, numbers.turned]).toEqual([16, 16, 0]);
    expect(numbers.bars).toEqual([
      { slot: 60, passed: null, stayed: null, turned: 0 },
      { slot: 62, passed: null, stayed: null, turned: 0 },
    ]);
    const { age, smile, gender } = numbers.shares;
    expect(age?.groups[2]?.share).toBeCloseTo(0.5);
    expect(age?.groups[2]?.error).toBeCloseTo((1.96 * Math.sqrt(16 * 0.09)) / 16);
    expect(age?.groups[0]).toEqual({ share: 0, error: 0 });
    expect(smile?.groups[1]?.share).toBeCloseTo(0.5);
    expect(gender).toBeNull();
  });

  test('are empty on an empty day', () => {
    const { passed, medianStay, bars, shares } = numbersOf(EMPTY_DAY, AGES);
    expect([passed, medianStay, bars, shares.age]).toEqual([0, null, [], null]);
  });

  test('hold only the readings that are counted', () => {
    const off = { age: false, gender: false, emotion: false, smile: false };
    expect(Object.values(numbersOf(days['2026-11-30']!, off).shares)).toEqual([null, null, null, null]);
  });
});
