import type { Emotion } from './labels.ts';
import type { Face, Reading, Result } from './types.ts';

/** Length of a slot, milliseconds: one sample of each person, five a second. */
export const SLOT_MS = 200;
/** Results further than this from the newest one are forgotten, milliseconds. */
export const KEPT_MS = 60_000;
/** A sample holds until the next result, but for at most this long: what was not read is a gap. */
const HOLD_MS = 1000;
/** A clip that goes from its last to its first second has started over. */
const LOOP_MS = 1000;

const KEPT_SLOTS = KEPT_MS / SLOT_MS;
const HOLD_SLOTS = HOLD_MS / SLOT_MS;

/** What was shown of one person at one time. Null: withheld, or not yet sure enough. */
export interface Sample {
  readonly id: number;
  /** Row of the drawing, which nobody else has at the same time; null before the person is first read. */
  readonly lane: number | null;
  /** The word that was shown, with its probabilities. */
  readonly emotion: Emotion | null;
  readonly emotions: Reading['emotions'] | null;
  readonly smiling: boolean | null;
  /** Probability of a smile. */
  readonly smile: number | null;
  readonly age: { readonly years: number; readonly low: number; readonly high: number } | null;
}

/** Everyone in the picture in one slot, by id; empty if nobody was. */
export interface Column {
  /** Number of the slot on the source's clock: its first millisecond is slot × SLOT_MS. */
  readonly slot: number;
  readonly samples: readonly Sample[];
}

/**
 * What was read in the last minute, by the source's clock. A seek in a clip keeps what was read before, also of later
 * times, until the clip reads those times again.
 */
export interface Timeline {
  /** In ascending order of slots. A slot without a column was not read. */
  readonly columns: readonly Column[];
  /** The slot of the newest result; null before the first. */
  readonly slot: number | null;
  /** Counts breaks: whenever a result does not continue the one before. */
  readonly pass: number;
  /** Where each person of the last second was drawn. */
  readonly lanes: ReadonlyMap<number, { readonly lane: number; readonly slot: number }>;
}

/** The timeline before the first result. */
export const EMPTY_TIMELINE: Timeline = { columns: [], slot: null, pass: 0, lanes: new Map() };

/**
 * The timeline with one more result; within a slot the newest counts.
 *
 * @param clipMs duration of a clip, in which time may go back; null for a camera or a screen, whose time going back
 *   means that it was opened again.
 */
export function addResult(
  timeline: Timeline,
  { at, faces }: Pick<Result, 'at' | 'faces'>,
  clipMs: number | null,
): Timeline {
  const slot = slotOf(at);
  const before = timeline.slot;
  if (before !== null && slot < before && startsOver(before, at, clipMs))
    return addResult({ ...EMPTY_TIMELINE, pass: timeline.pass + 1 }, { at, faces }, clipMs);

  const continues = before === null || (slot >= before && slot - before <= HOLD_SLOTS);
  const lanes = lanesOf(timeline, slot, faces);
  const samples = faces.map((face) => sampleOf(face, lanes.get(face.id)?.lane ?? null)).sort(byId);
  const isKept = (column: Column) =>
    Math.abs(column.slot - slot) <= KEPT_SLOTS &&
    // The clip has passed these slots again, although too fast to read each of them.
    !(continues && before !== null && column.slot > before && column.slot < slot);
  const kept = timeline.columns.filter(isKept);
  const earlier = kept.filter((column) => column.slot < slot);
  const later = kept.filter((column) => column.slot > slot);
  return {
    columns: [...earlier, { slot, samples }, ...later],
    slot,
    pass: continues ? timeline.pass : timeline.pass + 1,
    lanes,
  };
}

/** The slot of a time in milliseconds. */
export const slotOf = (ms: number): number => Math.floor(ms / SLOT_MS);

/** The slot after the last one in which column `index` is valid. */
export function endOfColumn({ columns, slot: newest }: Timeline, index: number): number {
  const slot = columns[index]?.slot ?? 0;
  // What follows the newest column was read before a seek, and says nothing about how long it lasted.
  if (slot === newest) return slot + 1;
  return Math.min(columns[index + 1]?.slot ?? slot + 1, slot + HOLD_SLOTS);
}

/** Everyone who was in the picture at a time, milliseconds; empty where nothing was read. */
export function samplesAt(timeline: Timeline, ms: number): readonly Sample[] {
  const slot = slotOf(ms);
  const following = timeline.columns.findIndex((column) => column.slot > slot);
  const index = (following < 0 ? timeline.columns.length : following) - 1;
  return index >= 0 && slot < endOfColumn(timeline, index) ? (timeline.columns[index]?.samples ?? []) : [];
}

/** Rows that the columns need. */
export function laneCount({ columns }: Timeline): number {
  let count = 0;
  for (const { samples } of columns)
    for (const { lane } of samples) count = Math.max(count, (lane ?? -1) + 1);
  return count;
}

const byId = (a: Sample, b: Sample): number => a.id - b.id;

/** Whether a time before the last one begins a new history: a clip that repeats, or anything but a clip. */
function startsOver(before: number, at: number, clipMs: number | null): boolean {
  return clipMs === null || ((before + 1) * SLOT_MS >= clipMs - LOOP_MS && at < LOOP_MS);
}

/** Who was read keeps a lane, also for a second unseen; newcomers get the first free one, the lowest id first. */
function lanesOf(timeline: Timeline, slot: number, faces: readonly Face[]): Timeline['lanes'] {
  const lanes = new Map<number, { readonly lane: number; readonly slot: number }>();
  const present = new Set(faces.map(({ id }) => id));
  for (const [id, seen] of timeline.lanes) {
    if (present.has(id)) lanes.set(id, { lane: seen.lane, slot });
    else if (seen.slot <= slot && slot - seen.slot <= HOLD_SLOTS) lanes.set(id, seen);
  }
  const taken = new Set([...lanes.values()].map(({ lane }) => lane));
  const read = faces.filter(({ settled }) => settled).map(({ id }) => id);
  for (const id of read.sort((a, b) => a - b)) {
    if (lanes.has(id)) continue;
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    taken.add(lane);
    lanes.set(id, { lane, slot });
  }
  return lanes;
}

function sampleOf({ id, settled, reading, shown }: Face, lane: number | null): Sample {
  const known = settled && reading !== null ? shown : null;
  const { emotion = null, smiling = null, years = null, low = null, high = null } = known ?? {};
  return {
    id,
    lane,
    emotion,
    emotions: emotion === null ? null : (reading?.emotions ?? null),
    smiling,
    smile: smiling === null ? null : (reading?.smile ?? null),
    age: years === null || low === null || high === null ? null : { years, low, high },
  };
}

/** The span of time that is drawn, milliseconds of the source's clock. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** The drawn window moves in steps of this length, and is longer than the kept history by one step. */
const STEP_MS = 10_000;
const WINDOW_MS = KEPT_MS + STEP_MS;

/**
 * The window for a position, milliseconds. A clip of at most a minute is drawn whole. Otherwise the window moves in
 * steps, only when the position leaves it, so that nothing slides away under the pointer.
 *
 * @param clipMs duration of a clip, or null.
 */
export function nextWindow(before: TimeWindow | null, position: number, clipMs: number | null): TimeWindow {
  if (clipMs !== null && clipMs > 0 && clipMs <= KEPT_MS) return sameOr(before, 0, clipMs);
  if (before !== null && isInside(before, position) && before.to - before.from === WINDOW_MS) return before;
  const isBack = before !== null && position < before.from;
  const wanted = Math.floor((position - (isBack ? WINDOW_MS / 2 : KEPT_MS)) / STEP_MS) * STEP_MS;
  const last = clipMs !== null && clipMs > WINDOW_MS ? clipMs - WINDOW_MS : Number.POSITIVE_INFINITY;
  const from = Math.max(0, Math.min(wanted, last));
  return sameOr(before, from, from + WINDOW_MS);
}

function sameOr(before: TimeWindow | null, from: number, to: number): TimeWindow {
  return before !== null && before.from === from && before.to === to ? before : { from, to };
}

const isInside = ({ from, to }: TimeWindow, position: number): boolean => position >= from && position < to;
