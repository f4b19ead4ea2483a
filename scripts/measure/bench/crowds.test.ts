import { expect, it } from 'vitest';
import type { Box } from '#core/types.ts';
import { boxInCrowd, type Crowd, crowdLayout, type GroupName } from '../../media/scenes/crowds.ts';
import { crowdFigures, crowdLines, judgeCrowds, medianWidth } from './crowds.ts';

const CROWD: Crowd = { kind: 'crowd', faceWidth: 20 };
const square = (x: number, y: number, side: number): Box => ({ x, y, width: side, height: side });
const GROUPS: ReadonlyMap<GroupName, readonly Box[]> = new Map([
  ['class', [square(400, 200, 55), square(900, 210, 54)]],
  ['nine', [square(100, 90, 58)]],
]);
/** Every face of the crowd where it is: two in each of two photos, one in each of three. */
const FACES = crowdLayout(CROWD).groups.flatMap((placed) =>
  (GROUPS.get(placed.group) ?? []).map((box) => boxInCrowd(placed, box)),
);
const figures = (boxes: readonly Box[]) =>
  crowdFigures({ sightings: boxes.map((box) => ({ box, labelled: true })), ms: 900 }, CROWD, GROUPS);

it('counts faces that are found, found twice and where there are none', () => {
  expect(figures(FACES)).toEqual({ faces: 7, found: 7, doubled: 0, strays: 0, ms: 900 });
  const [first, ...others] = FACES;
  expect(figures([...others.slice(1), others[3]!, square(5, 5, 20)])).toMatchObject({
    found: 5,
    doubled: 1,
    strays: 1,
  });
  const large = { ...first!, width: first!.width * 3, height: first!.height * 3 };
  expect(figures([large])).toMatchObject({ found: 0, strays: 1 });
});

it('judges the share of all faces of a width, and that none is there twice', () => {
  const rows = (boxes: readonly Box[]) => [{ crowd: CROWD, results: { Mien: figures(boxes) } }];
  expect(judgeCrowds(rows(FACES)).map(({ met }) => met)).toEqual([true, true]);
  expect(judgeCrowds(rows([...FACES.slice(2), FACES[3]!])).map(({ met }) => met)).toEqual([false, false]);
  expect(judgeCrowds([{ crowd: CROWD, results: {} }])).toEqual([]);
});

it('prints a row for each picture', () => {
  const lines = crowdLines([
    { crowd: CROWD, results: { Mien: figures(FACES.slice(1)), Human: figures([]) } },
  ]);
  expect(lines.at(-1)).toBe('| 51 people | 20 px | 7 | 6 (0) | 0 (0) | 900 / 900 |');
  expect(medianWidth([square(0, 0, 3), square(0, 0, 5), square(0, 0, 9)])).toBe(5);
});
