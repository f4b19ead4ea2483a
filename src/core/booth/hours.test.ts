import { expect, test } from 'vitest';
import { isOpen, parseHours } from './hours.ts';

const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

test.each([
  [null, '03:00', true],
  ['10:00-18:00', '09:59', false],
  ['10:00-18:00', '10:00', true],
  ['10:00-18:00', '17:59', true],
  ['10:00-18:00', '18:00', false],
  ['20:00-02:00', '01:59', true],
  ['20:00-02:00', '02:00', false],
  ['20:00-02:00', '20:00', true],
  ['20:00-02:00', '12:00', false],
])('hours %s at %s: open %s', (hours, at, open) => {
  expect(isOpen(hours === null ? null : parseHours(hours)!, minute(at))).toBe(open);
});
