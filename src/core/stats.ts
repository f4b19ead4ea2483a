import type { FrameCost } from './types.ts';

/** One answered frame. All times are milliseconds; `at` is of the source's clock, the others of the page's clock. */
export interface FrameRecord {
  readonly at: number;
  /** When the frame arrived from the source. */
  readonly arrivedAt: number;
  /** When its overlay was drawn. */
  readonly shownAt: number;
  readonly cost: FrameCost;
}

/** The frames of the last few seconds, oldest first. */
export interface StatsState {
  readonly frames: readonly FrameRecord[];
}

/** Frames per second, and milliseconds; medians unless stated otherwise. */
export interface StatsSummary {
  readonly fps: number;
  readonly latencyMs: number;
  readonly latencyP95Ms: number;
  readonly detectMs: number;
  readonly classifyMs: number;
}

/** The window before the first frame. */
export const EMPTY_STATS: StatsState = { frames: [] };

/** Length of the window: long enough for stable figures, short enough to follow a change. */
const WINDOW_MS = 3000;

/** The `share` (0…1) quantile with linear interpolation between neighbours; 0 for an empty list. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const place = Math.min(Math.max(share, 0), 1) * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  const high = sorted[Math.ceil(place)]!;
  return low + (high - low) * (place - Math.floor(place));
}

/** The median; 0 for an empty list. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The window with one more frame, without those shown 3 s or more before it. */
export function recordFrame(state: StatsState, frame: FrameRecord): StatsState {
  const kept = state.frames.filter(
    ({ shownAt }) => shownAt > frame.shownAt - WINDOW_MS && shownAt <= frame.shownAt,
  );
  kept.push(frame);
  return { frames: kept };
}

/** Figures of the window, 0 if unknown. `classifyMs` covers only frames in which a face was read. */
export function summarise(state: StatsState): StatsSummary {
  const { frames } = state;
  const latencies = frames.map(({ arrivedAt, shownAt }) => shownAt - arrivedAt);
  const first = frames[0];
  const last = frames.at(-1);
  const span = first !== undefined && last !== undefined ? last.shownAt - first.shownAt : 0;
  const reading = frames.filter(({ cost }) => cost.classified > 0);
  return {
    fps: span > 0 ? ((frames.length - 1) * 1000) / span : 0,
    latencyMs: median(latencies),
    latencyP95Ms: percentile(latencies, 0.95),
    detectMs: median(frames.map(({ cost }) => cost.detectMs)),
    classifyMs: median(reading.map(({ cost }) => cost.classifyMs)),
  };
}
