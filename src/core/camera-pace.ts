import { median } from './stats.ts';

/**
 * Whether the engine keeps pace with the pictures of a camera. A large picture shows people at a distance but costs
 * more to read; a device for which it is too large is given a smaller one.
 */
export interface CameraPace {
  /** When the camera's first result came, milliseconds of the page's clock; null before it. */
  readonly startedAt: number | null;
  /** Engine cost of each frame since the warm-up, milliseconds. */
  readonly costs: readonly number[];
}

/** The state of a camera that has just been opened, or whose picture has changed its size. */
export const NEW_PACE: CameraPace = { startedAt: null, costs: [] };

/** Networks are compiled and the picture is searched for the first time in this period, milliseconds. */
const WARM_UP_MS = 4000;
/** Frames that are judged together: two to four seconds. */
const JUDGED = 60;
/** The engine is too slow if the median frame costs more: less than 15 results a second, and a late overlay. */
const SLOW_MS = 66;

/** The state after another result. `costMs`: what the engine needed for it; `now`: milliseconds of the page's clock. */
export function recordCost(pace: CameraPace, costMs: number, now: number): CameraPace {
  const startedAt = pace.startedAt ?? now;
  if (now - startedAt < WARM_UP_MS) return { startedAt, costs: [] };
  return { startedAt, costs: [...pace.costs, costMs].slice(-JUDGED) };
}

/** Whether the last JUDGED frames show that the picture is too large for this device. */
export function isTooSlow({ costs }: CameraPace): boolean {
  return costs.length === JUDGED && median(costs) > SLOW_MS;
}
