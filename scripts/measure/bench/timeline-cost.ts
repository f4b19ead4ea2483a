import { median } from '#core/stats.ts';
import { inMs, type Judged } from './verdict.ts';

/** What the page's thread does for one answered frame, milliseconds; and answered frames a second. */
export interface PageCost {
  readonly taskMs: number;
  /** The part of it in scripts; the rest is styles, layout and drawing. */
  readonly scriptMs: number;
  readonly fps: number;
}

export interface TimelineCost {
  readonly without: PageCost;
  readonly with: PageCost;
}

/** Milliseconds a frame that the timeline may cost with eight people. */
const LIMIT_MS = 1;

/** Returns the median of each figure. */
export function medianCost(costs: readonly PageCost[]): PageCost {
  const of = (name: keyof PageCost) => median(costs.map((cost) => cost[name]));
  return { taskMs: of('taskMs'), scriptMs: of('scriptMs'), fps: of('fps') };
}

/** Whether the timeline costs the page's thread no more than it may. */
export function judgeTimeline(cost: TimelineCost): readonly Judged[] {
  const more = cost.with.taskMs - cost.without.taskMs;
  return [
    {
      budget: `timeline ≤ ${LIMIT_MS} ms a frame of the page's thread, 8 faces`,
      measured: `${inMs(more)} (${inMs(cost.without.taskMs)} without, ${inMs(cost.with.taskMs)} with)`,
      met: more <= LIMIT_MS,
    },
  ];
}
