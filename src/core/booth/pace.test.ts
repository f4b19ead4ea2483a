import { describe, expect, test } from 'vitest';
import { countPicture, NEW_PACE, slowedBy } from './pace.ts';

/** The pace after minutes with so many pictures a second each, from `from` minutes on. */
function paceOf(rates: readonly number[], pace = NEW_PACE, from = 0) {
  let state = pace;
  rates.forEach((rate, minute) => {
    for (let i = 0; i < rate * 60; i++)
      state = countPicture(state, (from + minute) * 60_000 + (i * 1000) / rate);
  });
  return state;
}

describe('the pace', () => {
  test('is unknown in the first minute', () => {
    expect(paceOf([24])).toMatchObject({ best: null, last: null });
    expect(slowedBy(NEW_PACE)).toBeNull();
  });

  test('knows the best minute and the last one', () => {
    const pace = paceOf([20, 30, 15, 15, 15]);
    expect(pace.best).toBeCloseTo(30, 0);
    expect(pace.last).toBeCloseTo(15, 0);
    expect(slowedBy(pace)).toBeCloseTo(0.5, 1);
    expect(slowedBy(paceOf([30, 30, 28, 28]))).toBeNull();
  });

  test('skips a minute with a pause, and a clock that is set back', () => {
    const pace = paceOf([30, 30, 30]);
    const paused = paceOf([10], pace, 60);
    expect(paused.last).toBe(pace.last);
    expect(paceOf([10, 10, 10], pace, 0).last).toBeCloseTo(10, 0);
  });
});
