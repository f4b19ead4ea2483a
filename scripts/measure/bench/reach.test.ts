import { expect, it } from 'vitest';
import type { Keypoints } from '#core/types.ts';
import { inFrame, REACH_FACES, reachFaces } from '../../media/scenes/reach.ts';
import { ON_MEDIAPIPE } from './cases.ts';
import type { SeenFrame, Sighting } from './figures.ts';
import { passOf } from './pass.ts';
import { judgeReach, type Reference, reachFigures } from './reach.ts';

const CLIP = { width: 1280, height: 720, faceWidth: 32 };
const POINT = { x: 100, y: 100 };
const KEYPOINTS: Keypoints = {
  rightEye: { x: 80, y: 100 },
  leftEye: { x: 120, y: 100 },
  noseTip: POINT,
  mouthCentre: POINT,
  rightEar: POINT,
  leftEar: POINT,
};
const REFERENCES = new Map(
  REACH_FACES.map((name): [(typeof REACH_FACES)[number], Reference] => [
    name,
    { box: { x: 50, y: 60, width: 100, height: 100 }, keypoints: KEYPOINTS },
  ]),
);

/** The true sighting of one face at a time in milliseconds, with every keypoint `off` eye distances to the right. */
function sighting(face: number, at: number, id: number, off = 0): Sighting {
  const placed = reachFaces(CLIP, at / 1000)[face]!;
  const start = inFrame(placed, { x: 50, y: 60 });
  const end = inFrame(placed, { x: 150, y: 160 });
  const eyes = inFrame(placed, KEYPOINTS.leftEye).x - inFrame(placed, KEYPOINTS.rightEye).x;
  const keypoints = Object.fromEntries(
    Object.entries(KEYPOINTS).map(([name, point]) => {
      const { x, y } = inFrame(placed, point);
      return [name, { x: x + off * eyes, y }];
    }),
  ) as unknown as Keypoints;
  const box = { ...start, width: end.x - start.x, height: end.y - start.y };
  return { box, keypoints, id, labelled: true };
}

/** Answered 50 ms after the picture came; the clip was started at 10 s of the page's clock. */
function frame(at: number, sightings: readonly Sighting[]): SeenFrame {
  const stages = { readMs: 1, detectMs: 6, cropMs: 0, classifyMs: 0 };
  const counts = { faces: sightings.length, readings: 0, labels: 0, wholeMs: 20 };
  return { ...counts, stages, at, sightings, latencyMs: 50, shownAt: 10_000 + at + 50 };
}

const figuresOf = (frames: readonly SeenFrame[]) =>
  reachFigures(passOf(frames, 10_000, 10_000), CLIP, REFERENCES);

it('counts the faces on the screen within one second, within two, and at the end', () => {
  const figures = figuresOf([
    frame(0, []),
    frame(900, [sighting(0, 900, 1), sighting(1, 900, 2)]),
    // Its answer comes after the first second.
    frame(980, [sighting(2, 980, 3)]),
    frame(5000, [sighting(0, 5000, 1)]),
  ]);
  expect(figures).toMatchObject({ inOneSecond: 2, inTwoSeconds: 3, held: 1, ids: 3, strays: 0 });
});

it('tells other boxes and boxes of another size from faces, and counts their ids apart', () => {
  const elsewhere: Sighting = { box: { x: 0, y: 700, width: 10, height: 10 }, id: 7, labelled: false };
  const { box, ...rest } = sighting(3, 0, 8);
  const tooLarge = {
    ...rest,
    box: { x: box.x - 40, y: box.y - 40, width: box.width + 80, height: box.height + 80 },
  };
  expect(figuresOf([frame(0, [elsewhere, tooLarge])])).toMatchObject({ inOneSecond: 0, ids: 0, strays: 2 });
});

it('measures keypoints in eye distances, once the tracks have settled', () => {
  const frames = [frame(1000, [sighting(0, 1000, 1, 0.5)]), frame(3000, [sighting(0, 3000, 1, 0.04)])];
  expect(figuresOf(frames).keypointError).toBeCloseTo(4);
});

it('leaves out pictures of the time before the clip was started again', () => {
  const late = { ...frame(4000, [sighting(0, 4000, 1)]), latencyMs: 500, shownAt: 10_200 };
  const unknown = { ...frame(100, [sighting(1, 100, 2)]), latencyMs: null };
  expect(figuresOf([late, unknown, frame(200, [sighting(2, 200, 3)])])).toMatchObject({ ids: 1, held: 1 });
});

it('judges the number found, the ids, the peers and the keypoints', () => {
  const figures = figuresOf([frame(900, [sighting(0, 900, 1)]), frame(3000, [sighting(0, 3000, 9, 0.1)])]);
  const results = {
    Mien: figures,
    [ON_MEDIAPIPE]: { ...figures, held: 12 },
    Human: { ...figures, held: 3 },
  };
  const judged = judgeReach([{ clip: CLIP, results }]);
  expect(judged.map(({ measured, met }) => [measured, met])).toEqual([
    ['1', false],
    ['2', false],
    ['1 (3)', false],
    ['10.0 %', false],
  ]);
});
