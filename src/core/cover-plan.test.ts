import { describe, expect, test } from 'vitest';
import { type CoverState, drift, NOTHING_COVERED, readCover } from './cover-plan.ts';
import { faceAt } from './detection.test-support.ts';
import { intersectionArea } from './geometry.ts';
import { NO_TRACKS, type TrackState, track } from './track.ts';
import type { Box, CoverFacts, Detection } from './types.ts';

const SIZE = { width: 1280, height: 720 };
const FRAME_MS = 33;

/** Reads frames every 33 ms in which these detections are reported; the tracker may use those in `usable` only. */
function watch(
  frames: number,
  seen: (ms: number) => readonly Detection[],
  {
    maxFaces = 8,
    usable = () => true,
    looked = () => true,
    cut = () => false,
    replaced = () => new Set(),
  }: {
    readonly maxFaces?: number;
    readonly usable?: (one: Detection) => boolean;
    readonly looked?: (ms: number) => boolean;
    readonly cut?: (ms: number) => boolean;
    readonly replaced?: (ms: number) => ReadonlySet<number>;
  } = {},
): readonly CoverFacts[] {
  let tracks: TrackState = NO_TRACKS;
  let state: CoverState = NOTHING_COVERED;
  return Array.from({ length: frames }, (_, i) => {
    const at = i * FRAME_MS;
    const found = seen(at);
    tracks = track(tracks, found.filter(usable), at, { maxFaces, looked: () => looked(at) });
    const reading = {
      size: SIZE,
      at,
      seen: found,
      tracks,
      searchedSince: null,
      cut: cut(at),
      replaced: replaced(at),
    };
    const read = readCover(state, reading);
    state = read.state;
    return read.facts;
  });
}

/** Whether one region hides all of the box that is in the picture. */
const hides = ({ regions }: CoverFacts, box: Box) =>
  regions.some(({ region }) => intersectionArea(region, box) > 0.999 * box.width * box.height);

describe('regions', () => {
  test('a single detection is covered in its frame, whether or not the tracker uses it', () => {
    const face = faceAt(600, 300, 50, 0.55);
    for (const usable of [() => true, () => false])
      expect(hides(watch(1, () => [face], { usable })[0]!, face.box)).toBe(true);
  });

  test('it stays covered for a while, further around', () => {
    const face = faceAt(600, 300, 50, 0.55);
    const facts = watch(40, (ms) => (ms === 0 ? [face] : []), { usable: () => false });
    const areas = facts.map(({ regions }) =>
      regions.reduce((sum, { region }) => sum + region.width * region.height, 0),
    );
    for (const i of [1, 5, 20]) expect(hides(facts[i]!, face.box)).toBe(true);
    expect(areas[5]).toBeGreaterThan(areas[1]!);
    expect(areas.at(-1)).toBe(0);
  });

  test('people beyond the most faces are covered, too', () => {
    const crowd = [faceAt(200, 300, 90), faceAt(500, 300, 80), faceAt(800, 300, 70)];
    for (const facts of watch(30, () => crowd, { maxFaces: 1 })) {
      for (const { box } of crowd) expect(hides(facts, box)).toBe(true);
      expect(facts.followed.length).toBeLessThanOrEqual(1);
    }
  });

  test('somebody who turns away is covered for longer than a track lives', () => {
    const face = faceAt(600, 300, 100);
    const facts = watch(120, (ms) => (ms < 330 ? [face] : []));
    const lost = (ms: number) => facts[Math.round(ms / FRAME_MS)]!;
    expect(hides(lost(1000), face.box)).toBe(true);
    expect(lost(2500).followed).toEqual([]);
    expect(hides(lost(2500), face.box)).toBe(true);
    expect(lost(3800).regions).toEqual([]);
  });

  test('a fast face that is looked at in every third frame only stays covered', () => {
    const at = (ms: number) => faceAt(200 + (300 * ms) / 1000, 300, 100);
    const isLooked = (ms: number) => Math.round(ms / FRAME_MS) % 3 === 0;
    const facts = watch(60, (ms) => (isLooked(ms) ? [at(ms)] : []), { looked: isLooked });
    expect(facts.findIndex((one, i) => !hides(one, at(i * FRAME_MS).box))).toBe(-1);
  });

  test('somebody who gets the track of a lost person nearby counts as found at that moment', () => {
    const before = faceAt(500, 300, 100);
    const other = faceAt(555, 300, 100);
    const facts = watch(15, (ms) => (ms < 330 ? [before] : ms < 400 ? [] : [other]));
    const times = facts.map((one) => one.regions.filter(({ foundAt }) => foundAt === one.at).length);
    expect(facts.map(({ followed }) => followed.length).slice(9)).toEqual([1, 1, 1, 1, 0, 1]);
    expect(times[12]).toBe(0);
    expect(times[13]).toBeGreaterThan(0);
    expect(times[14]).toBe(0);
  });

  test('a region is in the picture, also of somebody who leaves it', () => {
    const facts = watch(60, (ms) => (ms < 1000 ? [faceAt(1200 + ms / 8, 30, 120)] : []));
    for (const { region } of facts.flatMap(({ regions }) => regions)) {
      expect(Math.min(region.x, region.y)).toBeGreaterThanOrEqual(0);
      expect(region.x + region.width).toBeLessThanOrEqual(SIZE.width);
      expect(region.y + region.height).toBeLessThanOrEqual(SIZE.height);
    }
  });

  test('a picture of another size has none of the old places', () => {
    const reading = {
      at: 0,
      seen: [faceAt(600, 300, 50)],
      tracks: NO_TRACKS,
      searchedSince: null,
      cut: false,
      replaced: new Set<number>(),
    };
    const before = readCover(NOTHING_COVERED, { ...reading, size: SIZE });
    const turned = { ...reading, at: 33, seen: [], size: { width: 720, height: 1280 } };
    expect(before.facts.regions).toHaveLength(1);
    expect(readCover(before.state, turned).facts.regions).toEqual([]);
  });
});

describe('who may be shown', () => {
  test('a region belongs to a person while they are seen', () => {
    const face = faceAt(600, 300, 100);
    for (const { regions, followed } of watch(20, () => [face]).slice(1)) {
      expect(followed).toEqual([1]);
      expect(new Set(regions.map(({ id }) => id))).toEqual(new Set([1]));
    }
  });

  test('not once they are missed, because somebody else may be there', () => {
    const facts = watch(20, (ms) => (ms < 330 ? [faceAt(600, 300, 100)] : []));
    expect(facts.at(-1)?.followed).toEqual([1]);
    expect(facts.at(-1)?.regions.map(({ id }) => id)).toEqual([null]);
  });

  test.each([
    { name: 'a cut', how: { cut: (ms: number) => ms === 330 } },
    { name: 'another look', how: { replaced: (ms: number) => new Set(ms === 330 ? [1] : []) } },
  ])('after $name they may be somebody else, although the track goes on', ({ how }) => {
    const facts = watch(15, () => [faceAt(600, 300, 100)], how);
    expect(facts.map(({ followed }) => followed.length).slice(8)).toEqual([1, 1, 0, 1, 1, 1, 1]);
    expect(facts[10]?.regions.every(({ id }) => id === null)).toBe(true);
  });

  test('another detection next to them is not theirs', () => {
    const seen = [faceAt(600, 300, 100), faceAt(690, 300, 100, 0.5)];
    const facts = watch(10, () => seen, { usable: ({ score }) => score > 0.6 });
    const theirs = facts.at(-1)?.regions.filter(({ id }) => id === null) ?? [];
    expect(theirs).toHaveLength(1);
  });
});

test('a face drifts further with time, up to a limit', () => {
  expect(drift(0)).toBe(0);
  expect(drift(100)).toBeCloseTo(0.25);
  expect(drift(10_000)).toBeLessThan(1);
});
