import { EMOTIONS } from '../labels.ts';

/** Length of a bar, minutes: nothing finer is kept. */
export const SLOT_MINUTES = 10;
export const SLOTS = (24 * 60) / SLOT_MINUTES;
/** Number of days that are kept. The oldest is deleted first, but never today. */
export const KEPT_DAYS = 14;
/** First year of each age band; the last band has no end. */
export const AGE_FROM = [0, 13, 20, 30, 40, 50, 60] as const;
/** Least stay of each bin of the histogram, seconds; the last bin has no end. */
export const STAY_FROM = [
  3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 125, 160, 200, 250, 320, 400, 500, 630, 800,
] as const;

/** People in ten minutes. */
export interface Slot {
  readonly passed: number;
  readonly stayed: number;
  /** Whose face was turned to the screen. */
  readonly turned: number;
}

/** Readings of people, added up. One person's probabilities over the groups have the sum 1. */
export interface Sums {
  readonly people: number;
  /** Expected number of people in each group: the sum of their probabilities p. */
  readonly mass: readonly number[];
  /** Variance of that number: the sum of p·(1 − p). */
  readonly variance: readonly number[];
}

/** The readings that are added up, with the number of their groups. */
export const GROUPS = { age: AGE_FROM.length, gender: 2, emotion: EMOTIONS.length, smile: 2 } as const;
export type Group = keyof typeof GROUPS;

/** Everything that is kept of one day: counts only. */
export interface DayCounts {
  /** How often the show was started, and how often the engine was. */
  readonly starts: number;
  readonly engineRestarts: number;
  /** Seconds in which pictures were read. */
  readonly seconds: number;
  /** By the number of the ten minutes, 0…143; only those in which the show ran. */
  readonly slots: Readonly<Record<number, Slot>>;
  /** Number of stays in each bin of STAY_FROM. */
  readonly stays: readonly number[];
  readonly sums: Readonly<Record<Group, Sums>>;
}

/** Days by their date, such as "2026-11-30". */
export type Days = Readonly<Record<string, DayCounts>>;

/** A place in the presenter's calendar: the local date, and which ten minutes of the day, 0…143. */
export interface Clock {
  readonly day: string;
  readonly slot: number;
}

const EMPTY_SLOT: Slot = { passed: 0, stayed: 0, turned: 0 };

const zeros = (length: number): readonly number[] => Array.from({ length }, () => 0);
const emptySums = (group: Group): Sums => ({
  people: 0,
  mass: zeros(GROUPS[group]),
  variance: zeros(GROUPS[group]),
});

/** A day before its first visitor. */
export const EMPTY_DAY: DayCounts = {
  starts: 0,
  engineRestarts: 0,
  seconds: 0,
  slots: {},
  stays: zeros(STAY_FROM.length),
  sums: {
    age: emptySums('age'),
    gender: emptySums('gender'),
    emotion: emptySums('emotion'),
    smile: emptySums('smile'),
  },
};

/** What one moment adds to a day. */
export interface Tally extends Slot {
  readonly seconds: number;
  /** Visits that have ended, as they enter the sums. */
  readonly ended: readonly EndedVisit[];
}

/** A visit that is over: how long it was if it counts as a stay, and the probabilities over each group. */
export interface EndedVisit {
  readonly staySeconds: number | null;
  readonly readings: Readonly<Partial<Record<Group, readonly number[]>>>;
}

/** The days after one more moment at `clock`. A day that is too old is dropped. */
export function addTally(days: Days, clock: Clock, tally: Tally): Days {
  const day = days[clock.day] ?? EMPTY_DAY;
  const slot = day.slots[clock.slot] ?? EMPTY_SLOT;
  const hasPeople = tally.passed + tally.stayed + tally.turned > 0;
  const isNewSlot = day.slots[clock.slot] === undefined && tally.seconds > 0;
  const slots =
    hasPeople || isNewSlot
      ? {
          ...day.slots,
          [clock.slot]: {
            passed: slot.passed + tally.passed,
            stayed: slot.stayed + tally.stayed,
            turned: slot.turned + tally.turned,
          },
        }
      : day.slots;
  const ended = tally.ended.reduce(addEnded, day);
  return keep(days, clock.day, { ...ended, slots, seconds: day.seconds + tally.seconds });
}

/** The days after a start of the show or of the engine. */
export function addRestart(days: Days, day: string, what: 'starts' | 'engineRestarts'): Days {
  const before = days[day] ?? EMPTY_DAY;
  return keep(days, day, { ...before, [what]: before[what] + 1 });
}

function addEnded(day: DayCounts, { staySeconds, readings }: EndedVisit): DayCounts {
  const bin = staySeconds === null ? -1 : STAY_FROM.filter((from) => staySeconds >= from).length - 1;
  const add = (group: Group) => addReading(day.sums[group], readings[group]);
  return {
    ...day,
    stays: bin < 0 ? day.stays : day.stays.map((count, i) => (i === bin ? count + 1 : count)),
    sums: { age: add('age'), gender: add('gender'), emotion: add('emotion'), smile: add('smile') },
  };
}

function addReading(sums: Sums, probabilities: readonly number[] | undefined): Sums {
  if (probabilities === undefined) return sums;
  const at = (i: number) => probabilities[i] ?? 0;
  return {
    people: sums.people + 1,
    mass: sums.mass.map((before, i) => before + at(i)),
    variance: sums.variance.map((before, i) => before + at(i) * (1 - at(i))),
  };
}

function keep(days: Days, name: string, day: DayCounts): Days {
  const next = { ...days, [name]: day };
  const others = Object.keys(next)
    .filter((one) => one !== name)
    .sort();
  const dropped = others.slice(0, Math.max(0, others.length - (KEPT_DAYS - 1)));
  if (dropped.length === 0) return next;
  return Object.fromEntries(Object.entries(next).filter(([one]) => !dropped.includes(one)));
}
