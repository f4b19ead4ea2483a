import { describe, expect, test } from 'vitest';
import { type CoverQueue, type Held, hold, MOST_HELD } from './cover-queue.ts';
import { random } from './random.test-support.ts';
import type { CoverFacts, MaybeFace } from './types.ts';

const SIZE = { width: 640, height: 480 };
const FRAME_MS = 33;

const region = (x: number, foundAt: number, id: number | null = null): MaybeFace => ({
  region: { x, y: 100, width: 80, height: 90 },
  size: 50,
  id,
  foundAt,
});

const held = (
  at: number,
  searchedSince: number | null,
  { regions = [] as readonly MaybeFace[], size = SIZE, followed = [1, 7] as readonly number[] } = {},
): Held<number> => ({
  value: at,
  size,
  cover: { at, regions, searchedSince, followed } satisfies CoverFacts,
});

/** Passes pictures through an empty queue. */
function pass(pictures: readonly Held<number>[]) {
  let queue: CoverQueue<number> = [];
  const released: Held<number>[] = [];
  const dropped: Held<number>[] = [];
  let most = 0;
  for (const one of pictures) {
    const moved = hold(queue, one);
    queue = moved.queue;
    released.push(...moved.released);
    dropped.push(...moved.dropped);
    most = Math.max(most, queue.length);
  }
  return { queue, released, dropped, most, shown: released.map(({ value }) => value) };
}

/** A search that takes `round` frames for the whole picture. */
const search = (frames: number, round: number, from = 0) =>
  Array.from({ length: frames }, (_, i) =>
    held(from + i * FRAME_MS, i + 1 < round ? null : from + (i + 1 - round) * FRAME_MS),
  );

describe('hold', () => {
  test('a picture waits until all of it was searched after it, and for 300 ms', () => {
    expect(pass(search(12, 1)).shown).toEqual([0, 33]);
    expect(pass(search(12, 12)).shown).toEqual([0]);
    expect(pass(search(11, 12)).shown).toEqual([]);
    const slow = search(16, 14);
    expect(pass(slow).shown).toEqual([0, 33, 66]);
  });

  test('a newcomer is covered in the pictures before they were found, further around the longer before', () => {
    const pictures = search(20, 5).map((one, i) =>
      i === 6 ? { ...one, cover: { ...one.cover, regions: [region(300, one.cover.at, 7)] } } : one,
    );
    const { released } = pass(pictures);
    const widths = released.slice(0, 6).map(({ cover }) => cover.regions.map((one) => one.region.width));
    expect(widths.every((one) => one.length === 1)).toBe(true);
    for (let i = 1; i < 6; i++) expect(widths[i]![0]).toBeLessThanOrEqual(widths[i - 1]![0]!);
    expect(released[5]?.cover.regions[0]?.region.width).toBeGreaterThan(80);
    // Nobody can be shown where they are only guessed.
    expect(released[5]?.cover.regions[0]?.id).toBeNull();
    expect(released[6]?.cover.regions).toEqual([region(300, 6 * FRAME_MS, 7)]);
  });

  test('somebody known before is not covered twice', () => {
    const pictures = search(20, 5).map((one) => ({
      ...one,
      cover: { ...one.cover, regions: [region(300, -100, 1)] },
    }));
    for (const { cover } of pass(pictures).released) expect(cover.regions).toHaveLength(1);
  });

  test('who may be somebody else in a later picture cannot be shown in those before', () => {
    const pictures = search(24, 5).map((one, i) => ({
      ...one,
      cover: { ...one.cover, regions: [region(300, -100, 1)], followed: i === 12 ? [] : [1] },
    }));
    const { released } = pass(pictures);
    expect(released.map(({ cover }) => cover.regions[0]?.id)).toEqual([
      ...Array.from({ length: 2 }, () => 1),
      ...Array.from({ length: 10 }, () => null),
      ...Array.from({ length: 2 }, () => 1),
    ]);
    expect(released[3]?.cover.followed).toEqual([]);
  });

  test.each([
    ['of another size', held(400, 367, { size: { width: 480, height: 640 } })],
    ['earlier', held(100, 67)],
    ['much later', held(3000, 2967)],
    ['of a search that begins anew', held(400, null)],
  ])('pictures before one that is %s are never shown', (_, next) => {
    const before = search(12, 3);
    const { shown } = pass(before);
    const all = pass([...before, next, held(next.cover.at + 33, next.cover.at)]);
    expect(all.shown).toEqual(shown);
    expect(all.dropped.length + all.shown.length + all.queue.length).toBe(14);
  });

  test('whatever comes: in order, each once, never before it was searched, and few at a time', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = random(seed);
      const pictures: Held<number>[] = [];
      let at = 0;
      for (let i = 0; i < 200; i++) {
        at += next() < 0.03 ? 1500 * (next() - 0.3) : 5 + 60 * next();
        const since = next() < 0.05 ? null : at - 600 * next();
        pictures.push({ ...held(at, since), value: i });
      }
      const { queue, released, dropped, most, shown } = pass(pictures);
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
      const numbers = [...shown, ...dropped.map(({ value }) => value), ...queue.map(({ value }) => value)];
      expect(numbers.sort((a, b) => a - b)).toEqual(pictures.map(({ value }) => value));
      expect(most).toBeLessThanOrEqual(MOST_HELD);
      for (const { value, cover } of released) {
        const later = pictures.slice(value).some((one) => (one.cover.searchedSince ?? -1e9) >= cover.at);
        expect(later).toBe(true);
      }
    }
  });
});
