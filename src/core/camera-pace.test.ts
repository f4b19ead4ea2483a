import { describe, expect, test } from 'vitest';
import { isTooSlow, NEW_PACE, recordCost } from './camera-pace.ts';

/** When it is too slow, milliseconds after the first result; null: never. `costOf` is given the time. */
function slowAfter(costOf: (now: number) => number, seconds = 60): number | null {
  let pace = NEW_PACE;
  let now = 5000;
  while (now < 5000 + 1000 * seconds) {
    const cost = costOf(now - 5000);
    pace = recordCost(pace, cost, now);
    if (isTooSlow(pace)) return now - 5000;
    now += Math.max(33, cost);
  }
  return null;
}

describe('a camera picture', () => {
  test('is kept by a device that answers 15 times a second or more', () => {
    expect(slowAfter(() => 30)).toBeNull();
    expect(slowAfter(() => 66)).toBeNull();
  });

  test('is too large for one that needs longer, once 60 frames after the warm-up show it', () => {
    const after = slowAfter(() => 90);
    expect(after).toBeGreaterThan(4000 + 59 * 90);
    expect(after).toBeLessThan(4000 + 62 * 90);
  });

  test('a slow start and a short stall are forgiven', () => {
    expect(slowAfter((now) => (now < 3900 ? 400 : 30))).toBeNull();
    expect(slowAfter((now) => (now > 20_000 && now < 22_000 ? 300 : 30))).toBeNull();
  });

  test('a device that becomes slow later is noticed as well', () => {
    const after = slowAfter((now) => (now < 30_000 ? 30 : 120));
    expect(after).toBeGreaterThan(30_000);
    expect(after).toBeLessThan(36_000);
  });
});
