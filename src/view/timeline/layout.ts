import type { TimeWindow } from '#core/timeline.ts';
import type { Size } from '#core/types.ts';
import type { Settings } from '#store/state.ts';

/** A horizontal strip of the drawing, CSS pixels. */
export interface Strip {
  readonly y: number;
  readonly height: number;
}

/** The strips of one person; null for what the settings hide, or for lack of room. */
export interface Lane {
  readonly emotion: Strip | null;
  readonly smile: Strip | null;
  readonly age: Strip | null;
}

/** Height of the line of times below the lanes, CSS pixels. */
export const AXIS_HEIGHT = 16;
/** A lane lower than this has no age, and one lower than the second no smile. */
const LEAST_FOR_AGE = 15;
const LEAST_FOR_SMILE = 9;
/** Shares of a lane's height. */
const SHARES = { emotion: 7, smile: 2, age: 4 } as const;
const BETWEEN_LANES = 3;
const BETWEEN_STRIPS = 1;
/** Least room for the label of a time, CSS pixels. */
const TICK_WIDTH = 56;
const TICK_SECONDS = [1, 2, 5, 10, 20, 30] as const;

/** Divides the drawing among `count` lanes. With one person a lane stays low enough to look like a strip. */
export function layoutLanes(size: Size, count: number, show: Settings['show']): readonly Lane[] {
  const lanes = Math.max(1, count);
  const room = Math.max(0, size.height - AXIS_HEIGHT);
  const pitch = room / lanes;
  const height = Math.max(1, pitch - (lanes > 1 ? BETWEEN_LANES : 0));
  const wanted = (['emotion', 'smile', 'age'] as const).filter((name) => show[name]);
  const names = height >= LEAST_FOR_AGE ? wanted : wanted.slice(0, height >= LEAST_FOR_SMILE ? 2 : 1);
  const all = names.reduce((sum, name) => sum + SHARES[name], 0);
  const free = height - BETWEEN_STRIPS * Math.max(0, names.length - 1);
  return Array.from({ length: lanes }, (_, index): Lane => {
    let y = Math.round(index * pitch);
    const strips: { emotion: Strip | null; smile: Strip | null; age: Strip | null } = {
      emotion: null,
      smile: null,
      age: null,
    };
    for (const name of names) {
      const strip = { y, height: Math.max(1, Math.floor((free * SHARES[name]) / all)) };
      strips[name] = strip;
      y += strip.height + BETWEEN_STRIPS;
    }
    return strips;
  });
}

/** The x of a time, milliseconds, snapped to the screen's pixels so that neighbours touch without a seam. */
export function timeToX(ms: number, window: TimeWindow, width: number, ratio: number): number {
  const share = (ms - window.from) / (window.to - window.from);
  return Math.round(share * width * ratio) / ratio;
}

/** The times to label, seconds, as many as have room. */
export function ticksOf({ from, to }: TimeWindow, width: number): readonly number[] {
  const most = Math.max(1, Math.floor(width / TICK_WIDTH));
  const span = (to - from) / 1000;
  const step = TICK_SECONDS.find((seconds) => span / seconds <= most) ?? 60;
  const first = Math.ceil(from / 1000 / step) * step;
  const count = Math.floor((to / 1000 - first) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => first + i * step);
}
