import type { Emotion } from './labels.ts';
import { endOfColumn, KEPT_MS, type Sample, SLOT_MS, slotOf, type Timeline } from './timeline.ts';

/** Length of a row of the table, milliseconds. */
const ROW_MS = 5000;
/** An age has settled once neither end has moved by more than a year for this long, milliseconds. */
const SETTLED_MS = 5000;
const SAME_YEARS = 1;

/** A person's last minute up to the newest result. */
export interface PersonSummary {
  readonly id: number;
  /** How long they were in the picture, milliseconds. */
  readonly seenMs: number;
  /** The emotions that were shown, the longest first, with their shares (0…1) of the time in which one was. */
  readonly emotions: readonly { readonly emotion: Emotion; readonly share: number }[];
  /** How often a smile began, and its share of the time in which it was read; null if it never was. */
  readonly smiles: number;
  readonly smileShare: number | null;
  /** The newest age that was shown, and whether its range has settled; null if none was. */
  readonly age: { readonly low: number; readonly high: number; readonly settled: boolean } | null;
}

/** Some seconds of one person: a row of the table. */
export interface TimelineRow {
  /** The row's first and last moment, milliseconds of the source's clock. */
  readonly from: number;
  readonly to: number;
  readonly id: number;
  /** The emotion that was shown longest; null if none was. */
  readonly emotion: Emotion | null;
  /** Share of the time in which the smile was read, 0…1; null if it never was. */
  readonly smileShare: number | null;
  /** The last age that was shown in it. */
  readonly age: { readonly low: number; readonly high: number } | null;
}

/** A sample, and the range of slots during which it is valid. */
interface Held extends Sample {
  readonly from: number;
  readonly slots: number;
}

/** Everyone in the newest result, by id. */
export function summarisePeople(timeline: Timeline): readonly PersonSummary[] {
  const newest = timeline.slot;
  if (newest === null) return [];
  const oldest = newest - KEPT_MS / SLOT_MS;
  const held = heldSamples(timeline).filter(({ from }) => from >= oldest && from <= newest);
  const present = timeline.columns.find(({ slot }) => slot === newest)?.samples ?? [];
  return present.map(({ id }) =>
    summaryOf(
      id,
      held.filter((sample) => sample.id === id),
      newest,
    ),
  );
}

/** Rows of five seconds, by time and id. A person who is not in the picture has no row. */
export function timelineRows(timeline: Timeline): readonly TimelineRow[] {
  const slots = slotOf(ROW_MS);
  const rows = new Map<string, Held[]>();
  for (const sample of heldSamples(timeline)) {
    const key = `${Math.floor(sample.from / slots)} ${sample.id}`;
    const row = rows.get(key);
    if (row) row.push(sample);
    else rows.set(key, [sample]);
  }
  return [...rows.values()]
    .map((samples): TimelineRow => {
      const [first] = samples as [Held, ...Held[]];
      const row = Math.floor(first.from / slots);
      return {
        from: row * ROW_MS,
        to: (row + 1) * ROW_MS,
        id: first.id,
        emotion: emotionShares(samples)[0]?.emotion ?? null,
        smileShare: smileShare(samples),
        age: ageOf(samples),
      };
    })
    .sort((a, b) => a.from - b.from || a.id - b.id);
}

function heldSamples(timeline: Timeline): readonly Held[] {
  return timeline.columns.flatMap(({ slot, samples }, index) => {
    const slots = endOfColumn(timeline, index) - slot;
    return samples.map((sample) => ({ ...sample, from: slot, slots }));
  });
}

function summaryOf(id: number, samples: readonly Held[], newest: number): PersonSummary {
  const ages = agesOf(samples);
  const age = ages.at(-1) ?? null;
  let since = newest;
  for (const one of [...ages].reverse()) {
    if (age === null || !isSameAge(one, age)) break;
    since = one.from;
  }
  return {
    id,
    seenMs: samples.reduce((sum, { slots }) => sum + slots * SLOT_MS, 0),
    emotions: emotionShares(samples),
    smiles: smilesIn(samples),
    smileShare: smileShare(samples),
    age: age && { low: age.low, high: age.high, settled: (newest - since) * SLOT_MS >= SETTLED_MS },
  };
}

function ageOf(samples: readonly Held[]): TimelineRow['age'] {
  const last = agesOf(samples).at(-1);
  return last ? { low: last.low, high: last.high } : null;
}

const agesOf = (samples: readonly Held[]) =>
  samples.flatMap(({ age, from }) => (age === null ? [] : [{ low: age.low, high: age.high, from }]));

const isSameAge = (a: { low: number; high: number }, b: { low: number; high: number }): boolean =>
  Math.abs(a.low - b.low) <= SAME_YEARS && Math.abs(a.high - b.high) <= SAME_YEARS;

function emotionShares(samples: readonly Held[]): PersonSummary['emotions'] {
  const times = new Map<Emotion, number>();
  for (const { emotion, slots } of samples)
    if (emotion !== null) times.set(emotion, (times.get(emotion) ?? 0) + slots);
  const all = [...times.values()].reduce((sum, slots) => sum + slots, 0);
  return [...times]
    .map(([emotion, slots]) => ({ emotion, share: slots / all }))
    .sort((a, b) => b.share - a.share);
}

function smileShare(samples: readonly Held[]): number | null {
  const read = samples.filter(({ smiling }) => smiling !== null);
  const slotsOf = (some: readonly Held[]) => some.reduce((sum, { slots }) => sum + slots, 0);
  return read.length === 0 ? null : slotsOf(read.filter(({ smiling }) => smiling)) / slotsOf(read);
}

/** A smile that is withheld for a while is the same smile afterwards: nobody saw it end. */
function smilesIn(samples: readonly Held[]): number {
  const read = samples.filter(({ smiling }) => smiling !== null);
  return read.filter(({ smiling }, index) => smiling && read[index - 1]?.smiling !== true).length;
}
