import { expect, openStepped, type SeenResult, stepThrough, test } from './fixtures.ts';
import { madeClip } from './made-clips.ts';

const FRAME_MS = 1000 / 15;

/** Ids from left to right in the frame at or after `ms`. */
function idsAt(results: readonly SeenResult[], ms: number): readonly number[] {
  const faces = results.find((result) => result.at >= ms)?.faces ?? [];
  return [...faces].sort((a, b) => a.box.x - b.box.x).map((face) => face.id);
}

test('of three people one leaves and another comes: the others keep their ids', async ({ page }) => {
  await openStepped(page, madeClip('three-people'));
  const results = await stepThrough(page, 8, FRAME_MS);
  const start = idsAt(results, 2000);
  expect(start).toHaveLength(3);
  const without = idsAt(results, 4600);
  expect(without).toHaveLength(2);
  expect(start).toEqual(expect.arrayContaining([...without]));
  const end = idsAt(results, 7500);
  expect(end).toHaveLength(3);
  expect(end).toEqual(expect.arrayContaining([...without]));
  const [newcomer] = end.filter((id) => !without.includes(id));
  expect(start).not.toContain(newcomer);
  expect(newcomer).toBeGreaterThan(Math.max(...start));
});

test('a face covered for half a second keeps its id', async ({ page }) => {
  await openStepped(page, madeClip('covered'));
  const results = await stepThrough(page, 5, FRAME_MS);
  const before = idsAt(results, 1800);
  expect(before).toHaveLength(1);
  expect(idsAt(results, 2300)).toHaveLength(0);
  expect(idsAt(results, 3000)).toEqual(before);
  expect(new Set(results.flatMap((result) => result.faces.map((face) => face.id)))).toEqual(new Set(before));
});

test('two faces that cross keep their ids', async ({ page }) => {
  await openStepped(page, madeClip('crossing'));
  const results = await stepThrough(page, 5, FRAME_MS);
  const before = idsAt(results, 800);
  expect(before).toHaveLength(2);
  expect(idsAt(results, 4500)).toEqual([...before].reverse());
});
