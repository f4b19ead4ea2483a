import { clamp } from './geometry.ts';

/** Cost of a batch: `fixedMs` regardless of its size, plus `perFaceMs` per face (crop and network). */
export interface CostModel {
  readonly fixedMs: number;
  readonly perFaceMs: number;
}

/** A guess at a laptop without GPU (docs/measurements.md), good for the first few batches only. */
export const INITIAL_COST: CostModel = { fixedMs: 1, perFaceMs: 12 };

/** A face that could be read. `readAt` is the time of its last reading, null before the first. */
export interface Due {
  readonly id: number;
  readonly readAt: number | null;
  readonly settled: boolean;
  /** Whether it is probably no face; this counts once it is settled. */
  readonly doubted: boolean;
}

/** Limits on the faces to read in one frame. */
export interface ScheduleOptions {
  /** Time available for crops and network in this frame, milliseconds. */
  readonly budgetMs: number;
  readonly cost: CostModel;
  /** Reads all faces, whatever the cost. */
  readonly exhaustive: boolean;
}

/** A settled face is read about 12 times a second; more would not be visible. */
const SETTLED_EVERY_MS = 80;
/** What is probably no face is read this rarely, so that it takes no time from faces. */
const DOUBTED_EVERY_MS = 1000;
/** Step of the estimate towards each measurement, as a fraction. */
const LEARNING_RATE = 0.2;
/** A measurement counts at most this multiple of the prediction, because a stalled tab is not the network's cost. */
const SLOWEST_RATIO = 2;

/** Expected cost of a batch of `faces` faces, milliseconds; 0 for an empty batch. */
export function predictCost(cost: CostModel, faces: number): number {
  return faces === 0 ? 0 : cost.fixedMs + cost.perFaceMs * faces;
}

/**
 * The model after a batch of `faces` (≥ 1) took `ms` milliseconds. This is one step of normalised least mean squares
 * (Widrow, Hoff 1960) with clipped outliers, so that a single stall has little effect.
 */
export function learnCost(model: CostModel, faces: number, ms: number): CostModel {
  if (!(ms >= 0)) return model;
  const predicted = predictCost(model, faces);
  const error = Math.min(ms, predicted * SLOWEST_RATIO) - predicted;
  const step = (LEARNING_RATE * error) / (1 + faces * faces);
  return {
    fixedMs: Math.max(0, model.fixedMs + step),
    perFaceMs: Math.max(0.05, model.perFaceMs + step * faces),
  };
}

/**
 * Ids of the faces to read in this frame, most urgent first: faces never read, then those with the oldest reading.
 * As many are returned as fit the budget, and at least one if any is due. Unsettled faces are due in every frame,
 * settled ones about 12 times a second, doubted ones once. Oldest first means that a tight budget serves all in turn.
 *
 * @param at time of the frame, milliseconds of the source's clock.
 */
export function chooseFaces(due: readonly Due[], at: number, options: ScheduleOptions): readonly number[] {
  // A reading from the future (the clip was seeked back) belongs to another moment and does not count.
  const since = ({ readAt }: Due) => (readAt === null || readAt > at ? Infinity : at - readAt);
  const urgent = due
    .filter((one) => options.exhaustive || since(one) >= everyMs(one))
    .sort((a, b) => (since(a) === since(b) ? a.id - b.id : since(b) - since(a)))
    .map(({ id }) => id);
  if (options.exhaustive) return urgent;
  const { fixedMs, perFaceMs } = options.cost;
  const fit = Math.floor((options.budgetMs - fixedMs) / perFaceMs);
  return urgent.slice(0, clamp(fit, 1, urgent.length || 1));
}

/** Least time between two readings of a face, milliseconds. */
function everyMs({ settled, doubted }: Due): number {
  if (!settled) return 0;
  return doubted ? DOUBTED_EVERY_MS : SETTLED_EVERY_MS;
}
