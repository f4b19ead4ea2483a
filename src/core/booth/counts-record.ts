import {
  type DayCounts,
  type Days,
  GROUPS,
  type Group,
  SLOTS,
  type Slot,
  STAY_FROM,
  type Sums,
} from './counts-day.ts';

/** Version of the stored form. A change of groups, bins or meaning needs another one. */
const VERSION = 1;

/** Why stored counts cannot be used: they are damaged, or a newer version of the page has written them. */
export type RecordFault = 'damaged' | 'newer';

/** What was stored; without days if there was nothing, or if it cannot be used. */
export interface StoredCounts {
  readonly days: Days;
  readonly fault: RecordFault | null;
}

/** The text under which the days are stored. */
export function formatCounts(days: Days): string {
  // Ten thousandths of a person are enough, and keep the text short.
  const short = (_key: string, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value;
  return JSON.stringify({ version: VERSION, days }, short);
}

/** Reads what `formatCounts` wrote, and checks every value of it. `text` is null if nothing was stored. */
export function parseCounts(text: string | null): StoredCounts {
  if (text === null) return { days: {}, fault: null };
  try {
    const stored: unknown = JSON.parse(text);
    const version = field(stored, 'version');
    if (typeof version === 'number' && version > VERSION) return { days: {}, fault: 'newer' };
    if (version !== VERSION) throw new Error('unknown version');
    return { days: readEntries(field(stored, 'days'), isDate, readDay), fault: null };
  } catch {
    return { days: {}, fault: 'damaged' };
  }
}

/** A property of an object that was not checked yet. Throws if it is no object. */
function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

function readEntries<Value>(
  value: unknown,
  isName: (name: string) => boolean,
  read: (value: unknown) => Value,
): Record<string, Value> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
  const entries = Object.entries(value);
  if (!entries.every(([name]) => isName(name))) throw new Error('unknown name');
  return Object.fromEntries(entries.map(([name, one]) => [name, read(one)]));
}

const isDate = (name: string): boolean => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(name);
const isSlot = (name: string): boolean => /^(0|[1-9]\d{0,2})$/.test(name) && Number(name) < SLOTS;

function readDay(value: unknown): DayCounts {
  const sums = field(value, 'sums');
  const sumsOf = (group: Group) => readSums(field(sums, group), GROUPS[group]);
  return {
    starts: whole(field(value, 'starts')),
    engineRestarts: whole(field(value, 'engineRestarts')),
    seconds: amount(field(value, 'seconds')),
    slots: readEntries(field(value, 'slots'), isSlot, readSlot),
    stays: list(field(value, 'stays'), STAY_FROM.length, whole),
    sums: {
      age: sumsOf('age'),
      gender: sumsOf('gender'),
      emotion: sumsOf('emotion'),
      smile: sumsOf('smile'),
    },
  };
}

function readSlot(value: unknown): Slot {
  return {
    passed: whole(field(value, 'passed')),
    stayed: whole(field(value, 'stayed')),
    turned: whole(field(value, 'turned')),
  };
}

function readSums(value: unknown, groups: number): Sums {
  return {
    people: whole(field(value, 'people')),
    mass: list(field(value, 'mass'), groups, amount),
    variance: list(field(value, 'variance'), groups, amount),
  };
}

function list(value: unknown, length: number, read: (value: unknown) => number): readonly number[] {
  if (!Array.isArray(value) || value.length !== length) throw new Error('wrong length');
  return value.map(read);
}

function amount(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new Error('no amount');
  return value;
}

function whole(value: unknown): number {
  if (!Number.isSafeInteger(amount(value))) throw new Error('not whole');
  return value as number;
}
