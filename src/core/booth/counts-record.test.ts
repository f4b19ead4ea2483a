import { describe, expect, test } from 'vitest';
import { random } from '../random.test-support.ts';
import { addRestart, addTally, type Days } from './counts-day.ts';
import { formatCounts, parseCounts } from './counts-record.ts';

const DAYS: Days = addRestart(
  addTally(
    {},
    { day: '2026-11-30', slot: 61 },
    {
      passed: 2,
      stayed: 1,
      turned: 1,
      seconds: 12.5,
      ended: [{ staySeconds: 20, readings: { age: [0, 0, 0.25, 0.75, 0, 0, 0], smile: [0.5, 0.5] } }],
    },
  ),
  '2026-11-30',
  'starts',
);
const TEXT = formatCounts(DAYS);

describe('stored counts', () => {
  test('are read as they were written', () => {
    expect(parseCounts(TEXT)).toEqual({ days: DAYS, fault: null });
    expect(parseCounts(null)).toEqual({ days: {}, fault: null });
  });

  test('hold numbers alone', () => {
    const names = new Set<string>();
    JSON.parse(TEXT, (name, value) => {
      if (!/^\d+$/.test(name)) names.add(name);
      expect(['number', 'object']).toContain(typeof value);
      return value;
    });
    expect([...names].sort()).toEqual(
      [
        '',
        '2026-11-30',
        'age',
        'days',
        'emotion',
        'engineRestarts',
        'gender',
        'mass',
        'passed',
        'people',
        'seconds',
        'slots',
        'smile',
        'starts',
        'stayed',
        'stays',
        'sums',
        'turned',
        'variance',
        'version',
      ].sort(),
    );
  });

  test.each([
    ['no JSON', '{"version":1'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a number', '3'],
    ['null', 'null'],
    ['no version', '{"days":{}}'],
    ['an older version', '{"version":0,"days":{}}'],
    ['no days', '{"version":1}'],
    ['days as a list', '{"version":1,"days":[]}'],
    ['a date that is none', TEXT.replace('2026-11-30', '2026-13-30')],
    ['a date that is a name', TEXT.replace('2026-11-30', '__proto__')],
    ['ten minutes that are none', TEXT.replace('"61"', '"144"')],
    ['half a person', TEXT.replace('"passed":2', '"passed":2.5')],
    ['fewer than nobody', TEXT.replace('"passed":2', '"passed":-2')],
    ['a text for a number', TEXT.replace('"passed":2', '"passed":"2"')],
    ['no number', TEXT.replace('"passed":2', '"passed":null')],
    ['endless', TEXT.replace('"seconds":12.5', '"seconds":1e999')],
    ['another number of bins', TEXT.replace('"stays":[', '"stays":[0,')],
    ['another number of groups', TEXT.replace('"mass":[', '"mass":[0,')],
  ])('are damaged: %s', (_name, text) => {
    expect(text).not.toBe(TEXT);
    expect(parseCounts(text)).toEqual({ days: {}, fault: 'damaged' });
  });

  test('of a newer version are told apart', () => {
    expect(parseCounts('{"version":2,"weeks":[]}')).toEqual({ days: {}, fault: 'newer' });
  });

  test('with any letter changed are read or refused, never half', () => {
    const next = random(36);
    for (let round = 0; round < 2000; round++) {
      const at = Math.floor(next() * TEXT.length);
      const letter = '0123456789{}[],:"aex-.'[Math.floor(next() * 22)]!;
      const { days, fault } = parseCounts(TEXT.slice(0, at) + letter + TEXT.slice(at + 1));
      if (fault === null) expect(parseCounts(formatCounts(days)).fault).toBeNull();
      else expect(days).toEqual({});
    }
  });
});
