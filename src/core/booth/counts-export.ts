import { EMOTIONS, GENDERS } from '../labels.ts';
import type { Attributes } from './attributes.ts';
import { AGE_FROM, type Days, type Group, SLOT_MINUTES } from './counts-day.ts';
import { type Bar, type DayNumbers, numbersOf } from './counts-report.ts';
import { clockTime } from './hours.ts';

/** A line of the exported table. `value` and `plusMinus` are null for what is not shown. */
interface Row {
  readonly day: string;
  /** Times of day for ten minutes; '' for the whole day. */
  readonly from: string;
  readonly to: string;
  readonly what: string;
  readonly group: string;
  readonly value: number | null;
  /** For shares: half the width of a range with 95 % probability. */
  readonly plusMinus: number | null;
  readonly unit: 'people' | 'seconds' | 'percent';
}

const COLUMNS = ['day', 'from', 'to', 'what', 'group', 'value', 'plus_minus', 'unit'] as const;

/** The groups of the readings as they are named in exports, in the order of their sums. */
export const GROUP_NAMES: { readonly [G in Group]: readonly string[] } = {
  age: AGE_FROM.map((from, i) =>
    i + 1 < AGE_FROM.length ? `${from}-${(AGE_FROM[i + 1] ?? 0) - 1}` : `${from}+`,
  ),
  gender: GENDERS,
  emotion: EMOTIONS,
  smile: ['not smiling', 'smiling'],
};

/** The days as CSV (RFC 4180), one number a line; what is not shown has an empty value. */
export function countsCsv(days: Days, counted: Attributes): string {
  const rows = numbersByDay(days, counted).flatMap(([day, numbers]) => rowsOf(day, numbers));
  const lines = rows.map(({ day, from, to, what, group, value, plusMinus, unit }) => [
    day,
    from,
    to,
    what,
    group,
    value ?? '',
    plusMinus ?? '',
    unit,
  ]);
  return [COLUMNS, ...lines].map((fields) => `${fields.join(',')}\r\n`).join('');
}

/** The days as JSON: the same numbers, by day. What is not shown is null. */
export function countsJson(days: Days, counted: Attributes): string {
  const all = numbersByDay(days, counted).map(([day, numbers]) => ({
    day,
    passed: numbers.passed,
    stayed: numbers.stayed,
    turned: numbers.turned,
    median_stay_s: numbers.medianStay === null ? null : round(numbers.medianStay),
    bars: numbers.bars.map((bar) => ({ ...spanOf(bar), ...people(bar) })),
    shares: Object.fromEntries(
      sharesIn(numbers).map(([what, { people, groups }]) => [
        what,
        {
          people,
          groups: groups.map(({ name, value, plusMinus }) => ({
            name,
            percent: value,
            plus_minus: plusMinus,
          })),
        },
      ]),
    ),
  }));
  return `${JSON.stringify(all, null, 2)}\n`;
}

function numbersByDay(days: Days, counted: Attributes): readonly (readonly [string, DayNumbers])[] {
  return Object.keys(days)
    .sort()
    .flatMap((name) => {
      const day = days[name];
      return day ? [[name, numbersOf(day, counted)] as const] : [];
    });
}

function rowsOf(day: string, numbers: DayNumbers): readonly Row[] {
  const whole = { day, from: '', to: '', group: '', plusMinus: null };
  const { passed, stayed, turned, medianStay, bars } = numbers;
  const counts = (row: Pick<Row, 'day' | 'from' | 'to' | 'group' | 'plusMinus'>, of: Omit<Bar, 'slot'>) =>
    Object.entries(people(of)).map(([what, value]): Row => ({ ...row, what, value, unit: 'people' }));
  return [
    ...counts(whole, { passed, stayed, turned }),
    { ...whole, what: 'median_stay', value: medianStay === null ? null : round(medianStay), unit: 'seconds' },
    ...bars.flatMap((bar) => counts({ ...whole, ...spanOf(bar) }, bar)),
    ...sharesIn(numbers).flatMap(([what, shares]): readonly Row[] => [
      { ...whole, what, group: 'read', value: shares.people, unit: 'people' },
      ...shares.groups.map(({ name, value, plusMinus }): Row => {
        return { ...whole, what, group: name, value, plusMinus, unit: 'percent' };
      }),
    ]),
  ];
}

const people = ({ passed, stayed, turned }: Omit<Bar, 'slot'>) => ({ passed, stayed, turned });

/** Whole percents, because more digits would let two exports be compared. */
function sharesIn({ shares }: DayNumbers) {
  return (Object.keys(GROUP_NAMES) as Group[]).flatMap((what) => {
    const found = shares[what];
    if (found === null) return [];
    const groups = found.groups.map((one, i) => ({
      name: GROUP_NAMES[what][i] ?? '',
      value: one && Math.round(one.share * 100),
      plusMinus: one && Math.round(one.error * 100),
    }));
    return [[what, { people: found.people, groups }] as const];
  });
}

/** Times of day at which a bar begins and ends, such as 10:00 and 10:10. */
export function spanOf({ slot }: Pick<Bar, 'slot'>): { readonly from: string; readonly to: string } {
  const from = slot * SLOT_MINUTES;
  return { from: clockTime(from), to: clockTime(from + SLOT_MINUTES) };
}

const round = (seconds: number): number => Math.round(seconds);
