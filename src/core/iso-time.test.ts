import { expect, test } from 'vitest';
import { isoTime } from './iso-time.ts';

const NOON = Date.UTC(2026, 10, 30, 12);

test.each([
  [0, '2026-11-30T12:00:00.000+00:00'],
  [60, '2026-11-30T13:00:00.000+01:00'],
  [345, '2026-11-30T17:45:00.000+05:45'],
  [840, '2026-12-01T02:00:00.000+14:00'],
  [-210, '2026-11-30T08:30:00.000-03:30'],
  [-720, '2026-11-30T00:00:00.000-12:00'],
])('%i minutes ahead of UTC: %s', (offsetMinutes, text) => {
  expect(isoTime({ epochMs: NOON, offsetMinutes })).toBe(text);
  expect(Date.parse(text)).toBe(NOON);
});
