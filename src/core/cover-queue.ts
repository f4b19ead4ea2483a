import { drift } from './cover-plan.ts';
import type { Box, CoverFacts, MaybeFace, Size } from './types.ts';

/** A picture that waits until all of it was searched. `value` is whatever belongs to it. */
export interface Held<Value> {
  readonly value: Value;
  readonly size: Size;
  readonly cover: CoverFacts;
}

/** Pictures in the order in which they were read. */
export type CoverQueue<Value> = readonly Held<Value>[];

/** The queue after a picture has joined it. */
export interface Moved<Value> {
  readonly queue: CoverQueue<Value>;
  /** To be shown now, in order. Their regions include newcomers who were found in later pictures. */
  readonly released: readonly Held<Value>[];
  /** Never to be shown. */
  readonly dropped: readonly Held<Value>[];
}

/** A second look at every part is likely within this time: what one look has missed is still covered. */
const LEAST_MS = 300;
/** Each is a small copy of a picture, of 4 MB at most. */
export const MOST_HELD = 20;
/** Between pictures further apart anybody may have come and gone, and the engine may have been started again. */
const LONGEST_GAP_MS = 1000;

/**
 * Adds a picture. One is released once every part of it was searched in it or after it, and some time has passed.
 * Pictures to which the new one does not belong are dropped, because what is found from now on says nothing about them.
 */
export function hold<Value>(queue: CoverQueue<Value>, next: Held<Value>): Moved<Value> {
  const goesOn = queue.length > 0 && continues(queue[queue.length - 1]!, next);
  const related = goesOn ? queue : [];
  const dropped = goesOn ? [] : queue;
  const all = [...related, next];
  const searched = (one: Held<Value>) =>
    next.cover.searchedSince !== null && one.cover.at <= next.cover.searchedSince;
  const isDue = (one: Held<Value>, i: number) =>
    searched(one) && (next.cover.at - one.cover.at >= LEAST_MS || all.length - i > MOST_HELD);
  const firstHeld = all.findIndex((one, i) => !isDue(one, i));
  const due = firstHeld === -1 ? all : all.slice(0, firstHeld);
  const waiting = all.slice(due.length);
  const over = Math.max(0, waiting.length - MOST_HELD);
  return {
    queue: waiting.slice(over),
    released: due.map((one, i) => withLater(one, all.slice(i + 1))),
    dropped: [...dropped, ...waiting.slice(0, over)],
  };
}

/** A picture with what later ones have shown: newcomers, and who was no longer the same person. */
function withLater<Value>(one: Held<Value>, later: CoverQueue<Value>): Held<Value> {
  const { cover } = one;
  const isSure = (id: number) => later.every((other) => other.cover.followed.includes(id));
  const own = cover.regions.map((region) =>
    region.id === null || isSure(region.id) ? region : { ...region, id: null },
  );
  const regions = [...own, ...newcomers(one, later)];
  return { ...one, cover: { ...cover, regions, followed: cover.followed.filter(isSure) } };
}

/** Where those who were first found in later pictures may have been in this one. */
function newcomers<Value>({ cover, size }: Held<Value>, later: CoverQueue<Value>): readonly MaybeFace[] {
  return later.flatMap(({ cover: { at, regions } }) =>
    regions
      .filter(({ foundAt }) => foundAt === at && foundAt > cover.at)
      .map((one) => ({
        ...one,
        region: widened(one.region, drift(one.foundAt - cover.at) * one.size, size),
        id: null,
      })),
  );
}

/** The region with `more` pixels on each side, inside the picture. */
function widened(region: Box, more: number, picture: Size): Box {
  const x = Math.max(0, region.x - more);
  const y = Math.max(0, region.y - more);
  return {
    x,
    y,
    width: Math.min(picture.width, region.x + region.width + more) - x,
    height: Math.min(picture.height, region.y + region.height + more) - y,
  };
}

/** Whether `next` belongs to the same search, in the same coordinates. A restarted search has not covered all parts yet. */
function continues({ size, cover }: Held<unknown>, next: Held<unknown>): boolean {
  const passed = next.cover.at - cover.at;
  const isSameSize = size.width === next.size.width && size.height === next.size.height;
  const isAnew = cover.searchedSince !== null && next.cover.searchedSince === null;
  return isSameSize && !isAnew && passed > 0 && passed <= LONGEST_GAP_MS;
}
