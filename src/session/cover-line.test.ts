import { expect, test } from 'vitest';
import type { CoverFacts, Result } from '#core/types.ts';
import { createCoverLine, type ReadPicture } from './cover-line.ts';
import { fakeFrame, resultOf } from './fakes.test-support.ts';

type FakeImage = ReturnType<typeof fakeFrame>['image'];

const FRAME_MS = 33;

/** A result of a search that takes three frames for the whole picture. */
function coveredResult(at: number): Result {
  const cover: CoverFacts = {
    at,
    regions: [],
    searchedSince: at < 2 * FRAME_MS ? null : at - 2 * FRAME_MS,
    followed: [],
  };
  return { ...resultOf(at), cover };
}

function setUp({ memory = true } = {}) {
  const shown: { at: number; open: boolean }[] = [];
  const copies: FakeImage[] = [];
  const line = createCoverLine({
    copy() {
      if (!memory) return null;
      const copy = fakeFrame(0).image;
      copies.push(copy);
      return copy;
    },
    show: ({ result, image }: ReadPicture) =>
      void shown.push({ at: result.at, open: !(image as FakeImage).closed }),
  });
  const push = (at: number, result: Result = coveredResult(at)) => {
    const { image } = fakeFrame(at);
    line.push({ result, image, arrivedAt: at });
    return image;
  };
  return { line, shown, copies, push };
}

test('pictures are shown in order, late, and open until the next one is shown', () => {
  const { line, shown, copies, push } = setUp();
  for (let i = 0; i < 15; i++) expect(push(i * FRAME_MS).closed).toBe(true);
  expect(shown).toEqual([0, 1, 2, 3, 4].map((i) => ({ at: i * FRAME_MS, open: true })));
  expect(copies.slice(0, 6).map(({ closed }) => closed)).toEqual([true, true, true, true, false, false]);
  expect(line.shown()?.result.at).toBe(4 * FRAME_MS);
  expect(line.isBehind()).toBe(true);
});

test('a picture that is read again and again is shown, and then nothing is behind', () => {
  const { line, shown, push } = setUp();
  for (let i = 0; i < 15; i++) push(i * FRAME_MS, { ...coveredResult(i * FRAME_MS), at: 1000 });
  expect(new Set(shown.map(({ at }) => at))).toEqual(new Set([1000]));
  expect(line.isBehind()).toBe(false);
});

test('what was not searched for covering, or cannot be copied, is closed and never shown', () => {
  for (const { push, shown, line } of [setUp({ memory: false }), setUp()]) {
    for (let i = 0; i < 20; i++) expect(push(i * FRAME_MS, resultOf(i * FRAME_MS)).closed).toBe(true);
    expect(shown).toEqual([]);
    expect(line.isBehind()).toBe(false);
  }
});

test('clearing closes everything', () => {
  const { line, copies, push } = setUp();
  for (let i = 0; i < 15; i++) push(i * FRAME_MS);
  line.clear();
  expect(copies.every(({ closed }) => closed)).toBe(true);
  expect(line.shown()).toBeNull();
  expect(line.isBehind()).toBe(false);
});

test('memory is bounded, however long the search takes', () => {
  const { copies, push, shown } = setUp();
  for (let i = 0; i < 200; i++)
    push(i * FRAME_MS, {
      ...resultOf(i * FRAME_MS),
      cover: { at: i * FRAME_MS, regions: [], searchedSince: null, followed: [] },
    });
  expect(shown).toEqual([]);
  expect(copies.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(20);
});
