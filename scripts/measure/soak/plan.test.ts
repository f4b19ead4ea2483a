import { describe, expect, it, test } from 'vitest';
import {
  EMPTY_PLACE_SECONDS,
  FAULTS,
  LEAST_SECONDS,
  LEAST_STAY_SECONDS,
  type Plan,
  planSoak,
  QUIET_SECONDS,
  RECOVERY_SECONDS,
} from './plan.ts';

const PLANS = [120, 121, 150, 600, 3600, 3 * 3600 + 60, 8 * 3600].flatMap((seconds) =>
  [1, 2, 3, 4].map((seed): readonly [string, Plan] => [
    `${seconds} s, seed ${seed}`,
    planSoak(seconds, seed),
  ]),
);
/** Times of a plan are sums of fractions. */
const ROUNDING = 1e-6;

describe.each(PLANS)('%s', (_name, { seconds, faults, visits }) => {
  it('has every fault, as often as the others, and once an hour', () => {
    const times = FAULTS.map((fault) => faults.filter((one) => one.fault === fault).length);
    expect(new Set(times)).toEqual(new Set([Math.max(1, Math.floor(seconds / 3600))]));
  });

  it('leaves time for recovery after each fault, and some more before the next', () => {
    const ends = [...faults.slice(1).map(({ from }) => from - QUIET_SECONDS), seconds];
    for (const [index, { from, to }] of faults.entries()) {
      expect(to).toBeGreaterThanOrEqual(from);
      expect(ends[index]! - to).toBeGreaterThanOrEqual(RECOVERY_SECONDS - ROUNDING);
    }
    expect(faults[0]!.from).toBeGreaterThanOrEqual(QUIET_SECONDS);
  });

  it('has visitors, in order, who stay for long enough and never meet a fault', () => {
    expect(visits.length).toBeGreaterThanOrEqual(1);
    const wrong = visits.filter(
      ({ from, to }, index) =>
        to - from < LEAST_STAY_SECONDS - ROUNDING ||
        from < (visits[index - 1]?.from ?? 0) ||
        to > seconds + ROUNDING ||
        faults.some((fault) => to > fault.from && from < fault.to + RECOVERY_SECONDS - ROUNDING),
    );
    expect(wrong).toEqual([]);
  });

  it('leaves a place empty until the next visitor there is another one', () => {
    const early = visits.filter((visit, index) => {
      const next = visits.slice(index + 1).find(({ place }) => place === visit.place);
      return next && next.from - visit.to < EMPTY_PLACE_SECONDS - ROUNDING;
    });
    expect(early).toEqual([]);
  });
});

test('the same seed gives the same plan, another one another', () => {
  expect(planSoak(600, 5)).toEqual(planSoak(600, 5));
  expect(planSoak(600, 5)).not.toEqual(planSoak(600, 6));
});

test('an hour has visitors all the time, and groups', () => {
  const { visits } = planSoak(3600, 1);
  expect(visits.length).toBeGreaterThan(100);
  const inGroups = visits.filter(({ from, to }) =>
    visits.some((other) => other.from < to && other.to > from && other.from !== from),
  );
  expect(inGroups.length).toBeGreaterThan(20);
});

test('a run that is too short is refused', () => {
  expect(() => planSoak(LEAST_SECONDS - 1, 1)).toThrow('a run takes at least 2 minutes');
  expect(() => planSoak(Number.NaN, 1)).toThrow('at least 2 minutes');
});
