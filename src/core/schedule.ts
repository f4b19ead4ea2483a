import { clamp } from './geometry.ts';

/** What a batch costs: `fixedMs` for running at all, `perFaceMs` for each face (crop and network). */
export interface CostModel {
  readonly fixedMs: number;
  readonly perFaceMs: number;
}

/** A guess at a laptop without GPU (docs/measurements.md), good for the first few batches only. */
export const INITIAL_COST: CostModel = { fixedMs: 1, perFaceMs: 12 };

/** A face that could be read. `readAt`: time of its last reading, null if it never was. */
export interface Due {
  readonly id: number;
  readonly readAt: number | null;
  readonly settled: boolean;
}

export interface ScheduleOptions {
  /** Time for crops and network in this frame, milliseconds. */
  readonly budgetMs: number;
  readonly cost: CostModel;
  /** All faces, whatever it costs. */
  readonly exhaustive: boolean;
}

/** A settled face is read about 12 times a second: more would not be seen. */
const SETTLED_EVERY_MS = 80;
/** Step of the estimate towards each measurement. */
const LEARNING_RATE = 0.2;
/** A measurement counts as at most so many times the prediction: a stalled tab is not the network's cost. */
const SLOWEST_RATIO = 2;

export function predictCost(cost: CostModel, faces: number): number {
  return faces === 0 ? 0 : cost.fixedMs + cost.perFaceMs * faces;
}

/**
 * The model after a batch of `faces` (≥ 1) took `ms`: one step of normalised least mean squares
 * (Widrow, Hoff 1960) with outliers cut off, so that one stall changes little.
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
 * Ids of the faces to read in this frame, most urgent first: those never read, then those whose last reading
 * is oldest, as many as fit the budget and at least one. Unsettled faces are due in every frame, settled
 * ones about 12 times a second; the oldest come first, so under a tight budget all are served in turn.
 */
export function chooseFaces(due: readonly Due[], at: number, options: ScheduleOptions): readonly number[] {
  // A reading from the future (a clip was wound back) is of another moment: as if there were none.
  const since = ({ readAt }: Due) => (readAt === null || readAt > at ? Infinity : at - readAt);
  const urgent = due
    .filter((one) => options.exhaustive || !one.settled || since(one) >= SETTLED_EVERY_MS)
    .sort((a, b) => (since(a) === since(b) ? a.id - b.id : since(b) - since(a)))
    .map(({ id }) => id);
  if (options.exhaustive) return urgent;
  const { fixedMs, perFaceMs } = options.cost;
  const fit = Math.floor((options.budgetMs - fixedMs) / perFaceMs);
  return urgent.slice(0, clamp(fit, 1, urgent.length || 1));
}
