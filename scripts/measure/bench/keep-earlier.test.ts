import { expect, it } from 'vitest';
import { keepEarlier } from './keep-earlier.ts';

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
