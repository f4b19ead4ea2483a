import { expect, it } from 'vitest';
import { keepEarlier, keepLibraries } from './keep-earlier.ts';

it('keeps figures of an earlier run that were not measured again', () => {
  const earlier = {
    contestants: [{ name: 'a', runs: { 1: { fps: 30 } }, start: { cold: 1 } }],
    budgets: [{ budget: 'fps', met: true }],
    comparison: [
      { row: 'frame', ahead: 'yes' },
      { row: 'start', ahead: 'no' },
    ],
  };
  const now = {
    contestants: [{ name: 'a', runs: {}, start: { cold: 2 }, slow: { line: 3 } }],
    budgets: [],
    comparison: [{ row: 'start', ahead: 'yes' }],
  };
  expect(keepEarlier(now, earlier)).toEqual({
    contestants: [{ name: 'a', runs: { 1: { fps: 30 } }, start: { cold: 2 }, slow: { line: 3 } }],
    budgets: [{ budget: 'fps', met: true }],
    comparison: [
      { row: 'frame', ahead: 'yes' },
      { row: 'start', ahead: 'yes' },
    ],
  });
});

it('keeps the libraries that were not measured again on a clip, and when they were', () => {
  const clip = { width: 640 };
  const part = (date: string, results: Record<string, number>) => ({
    date,
    commit: 'abc',
    rows: [{ clip, results }],
  });
  const earlier = part('2026-01-01', { mien: 1, human: 2 });
  expect(keepLibraries(part('2026-01-02', { mien: 3 }), earlier)).toEqual({
    ...part('2026-01-02', { mien: 3, human: 2 }),
    theRest: { date: '2026-01-01', commit: 'abc' },
  });
  expect(keepLibraries(part('2026-01-02', { mien: 3, human: 4 }), earlier)).toEqual(
    part('2026-01-02', { mien: 3, human: 4 }),
  );
});
