import { describe, expect, test } from 'vitest';
import { random } from '../random.test-support.ts';
import type { Hours } from './booth.ts';
import { isOpen } from './hours.ts';
import { EMPTY_MS, LEAST_AGE_HOURS, mayReload, type ReloadFacts } from './reload.ts';

const HOUR_MS = 3_600_000;
const OPEN: Hours = { from: 10 * 60, to: 18 * 60 };
const night: ReloadFacts = {
  ageMs: 30 * HOUR_MS,
  emptyMs: HOUR_MS,
  minute: 4 * 60,
  hours: null,
  inUse: false,
};

describe('the page', () => {
  test.each<readonly [string, Partial<ReloadFacts>, boolean]>([
    ['reloads in the night', {}, true],
    ['not by day', { minute: 12 * 60 }, false],
    ['not while somebody is there', { emptyMs: EMPTY_MS - 1 }, false],
    ['not while the presenter uses it', { inUse: true }, false],
    ['not twice in a night', { ageMs: 2 * HOUR_MS }, false],
    ['once it is closed', { hours: OPEN, minute: 18 * 60 }, true],
    ['not while it is open', { hours: OPEN, minute: 17 * 60 + 59 }, false],
    ['not in the night of a booth that is open in the night', { hours: { from: 1200, to: 400 } }, false],
    ['by day, if that is when such a booth is closed', { hours: { from: 1200, to: 400 }, minute: 720 }, true],
  ])('%s', (_name, patch, expected) => {
    expect(mayReload({ ...night, ...patch })).toBe(expected);
  });

  /** Runs a booth for some days, minute by minute; returns the minutes of its reloads since it began. */
  function reloads(days: number, hours: Hours | null, startsAt: number, clock: (minute: number) => number) {
    const found: number[] = [];
    let loadedAt = 0;
    for (let minute = 0; minute < days * 1440; minute++) {
      const ageMs = (minute - loadedAt) * 60_000;
      const wall = clock((startsAt + minute) % 1440);
      if (!mayReload({ ageMs, emptyMs: EMPTY_MS, minute: wall, hours, inUse: false })) continue;
      found.push(minute);
      loadedAt = minute;
    }
    return found;
  }
  const gaps = (minutes: readonly number[]) => minutes.slice(1).map((minute, i) => minute - minutes[i]!);

  test.each([
    ['that is open from 10 to 18', OPEN],
    ['that is always open', null],
  ])('of a booth %s reloads on every day, never while it is open', (_name, hours) => {
    for (const startsAt of [0, 9 * 60, 15 * 60, 20 * 60]) {
      const found = reloads(30, hours, startsAt, (minute) => minute);
      expect(found.length).toBeGreaterThanOrEqual(28);
      expect(found.length).toBeLessThanOrEqual(36);
      if (hours) for (const at of found) expect(isOpen(hours, (startsAt + at) % 1440)).toBe(false);
    }
  });

  test('reloads at most once in 20 hours, even if the time of day is nonsense', () => {
    const next = random(2);
    const found = reloads(60, null, 0, () => Math.floor(next() * 1440));
    expect(found.length).toBeGreaterThan(30);
    for (const gap of gaps(found)) expect(gap).toBeGreaterThanOrEqual(LEAST_AGE_HOURS * 60);
  });
});
