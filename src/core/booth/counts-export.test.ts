import { describe, expect, test } from 'vitest';
import { addTally, type Days } from './counts-day.ts';
import { countsCsv, countsJson } from './counts-export.ts';

const ALL = { age: true, gender: true, emotion: true, smile: true };
const ended = { staySeconds: 20, readings: { age: [0, 0, 0.25, 0.75, 0, 0, 0], smile: [0.2, 0.8] } };
const add = (days: Days, day: string, slot: number, people: number) =>
  addTally(
    days,
    { day, slot },
    {
      passed: people,
      stayed: people,
      turned: 0,
      seconds: 60,
      ended: Array.from({ length: people }, () => ended),
    },
  );
const DAYS = add(add(add({}, '2026-12-01', 60, 2), '2026-11-30', 60, 12), '2026-11-30', 61, 20);

describe('the export', () => {
  test('as CSV has a line for each number, by day', () => {
    const lines = countsCsv(DAYS, ALL).trimEnd().split('\r\n');
    expect(lines.slice(0, 8)).toEqual([
      'day,from,to,what,group,value,plus_minus,unit',
      '2026-11-30,,,passed,,32,,people',
      '2026-11-30,,,stayed,,32,,people',
      '2026-11-30,,,turned,,0,,people',
      '2026-11-30,,,median_stay,,23,,seconds',
      '2026-11-30,10:00,10:10,passed,,12,,people',
      '2026-11-30,10:00,10:10,stayed,,12,,people',
      '2026-11-30,10:00,10:10,turned,,0,,people',
    ]);
    expect(lines).toContain('2026-11-30,,,age,read,32,,people');
    expect(lines).toContain('2026-11-30,,,age,30-39,75,15,percent');
    expect(lines).toContain('2026-11-30,,,smile,smiling,80,14,percent');
    expect(lines.every((line) => line.split(',').length === 8)).toBe(true);
  });

  test('has no number of one to four people', () => {
    expect(countsCsv(DAYS, ALL)).toContain('2026-12-01,,,passed,,,,people');
    expect(countsCsv(DAYS, ALL)).toContain('2026-12-01,10:00,10:10,passed,,,,people');
    expect(countsCsv(DAYS, ALL)).not.toMatch(/2026-12-01.*age/);
    expect(JSON.parse(countsJson(DAYS, ALL))[1]).toMatchObject({
      passed: null,
      median_stay_s: null,
      shares: {},
    });
  });

  test('as JSON has the same numbers', () => {
    const [first] = JSON.parse(countsJson(DAYS, ALL));
    expect(first).toMatchObject({ day: '2026-11-30', passed: 32, stayed: 32, turned: 0, median_stay_s: 23 });
    expect(first.bars[1]).toEqual({ from: '10:10', to: '10:20', passed: 20, stayed: 20, turned: 0 });
    expect(first.shares.age.groups[3]).toEqual({ name: '30-39', percent: 75, plus_minus: 15 });
    expect(Object.keys(first.shares)).toEqual(['age', 'smile']);
  });

  test('leaves out what is not counted', () => {
    const visits = { age: false, gender: false, emotion: false, smile: false };
    expect(countsCsv(DAYS, visits)).not.toMatch(/age|smil/);
  });
});
