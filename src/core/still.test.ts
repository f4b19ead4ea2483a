import { describe, expect, test } from 'vitest';
import { iou } from './geometry.ts';
import {
  isBelievable,
  mergeDetections,
  placeDetection,
  type StillDetection,
  type StillView,
  stillViews,
  withUnconfirmed,
} from './still.ts';
import type { Box, Detection } from './types.ts';

function found(x: number, y: number, size: number, score = 0.9, cut = false): StillDetection {
  const p = { x: x + size / 2, y: y + size / 2 };
  const keypoints = { rightEye: p, leftEye: p, noseTip: p, mouthCentre: p, rightEar: p, leftEar: p };
  return { box: { x, y, width: size, height: size }, keypoints, score, cut, pass: 0 };
}

const within = (box: Box, view: StillView) =>
  box.x >= view.x &&
  box.y >= view.y &&
  box.x + box.width <= view.x + view.width &&
  box.y + box.height <= view.y + view.height;

describe('stillViews', () => {
  test.each([
    { width: 48, height: 48 },
    { width: 200, height: 200 },
    { width: 640, height: 480 },
  ])('a $width × $height picture is searched whole and padded', (size) => {
    const views = stillViews(size);
    expect(views.map((view) => [view.pass, view.width / size.width])).toEqual([
      [0, 1],
      [0, 1.5],
      [0, 2],
    ]);
    for (const view of views) {
      expect(view.x + view.width / 2).toBeCloseTo(size.width / 2, 9);
      expect(view.y + view.height / 2).toBeCloseTo(size.height / 2, 9);
    }
  });

  test.each([
    [{ width: 2000, height: 1333 }, 36],
    [{ width: 2000, height: 1333 }, 60],
    [{ width: 4000, height: 3000 }, 90],
    [{ width: 801, height: 600 }, 36],
    [{ width: 3000, height: 500 }, 60],
    [{ width: 900, height: 4000 }, 80],
  ])('in a picture of %o every face of %i pixels is whole and large enough in some view', (size, side) => {
    const views = stillViews(size);
    for (let y = 0; y + side <= size.height; y += 17)
      for (let x = 0; x + side <= size.width; x += 17) {
        const face = { x, y, width: side, height: side };
        const fits = views.some(
          (view) => side / Math.max(view.width, view.height) > 0.085 && within(face, view),
        );
        if (!fits) expect.fail(`no view for a face at ${x}, ${y}`);
      }
  });

  test('no tile is smaller than 400 pixels, which would only yield faces too small to read', () => {
    for (const width of [801, 1000, 1500, 2500]) {
      const tiles = stillViews({ width, height: width }).filter((view) => view.pass > 0);
      expect(tiles.length).toBeGreaterThan(0);
      for (const tile of tiles) expect(tile.width).toBeGreaterThanOrEqual(400);
    }
  });

  test('no picture, however large, takes more than 64 views', () => {
    for (const width of [801, 1200, 2000, 4000, 12_000])
      for (const ratio of [1, 0.75, 0.2]) {
        expect(stillViews({ width, height: width * ratio }).length).toBeLessThanOrEqual(64);
      }
  });
});

describe('placeDetection', () => {
  const picture = { width: 1000, height: 800 };

  test('a detection in a padded view drawn at a smaller scale is mapped to picture pixels', () => {
    const view: StillView = { x: -500, y: -400, width: 2000, height: 1600, pass: 0 };
    const local: Detection = found(50, 40, 10);
    const placed = placeDetection(local, view, { width: 200, height: 160 }, picture);
    expect(placed.box).toEqual({ x: 0, y: 0, width: 100, height: 100 });
    expect(placed.keypoints.noseTip).toEqual({ x: 50, y: 50 });
    expect(placed.cut).toBe(false);
  });

  test('a box at a border of its tile is cut, unless it is also the border of the picture', () => {
    const tile: StillView = { x: 0, y: 0, width: 400, height: 400, pass: 2 };
    const drawn = { width: 400, height: 400 };
    expect(placeDetection(found(0, 0, 50), tile, drawn, picture).cut).toBe(false);
    expect(placeDetection(found(350, 100, 50), tile, drawn, picture).cut).toBe(true);
    expect(placeDetection(found(100, 350, 50), tile, drawn, picture).cut).toBe(true);
    expect(placeDetection(found(340, 340, 50), tile, drawn, picture).cut).toBe(false);
    const last: StillView = { ...tile, x: 600, y: 400 };
    expect(placeDetection(found(350, 350, 50), last, drawn, picture).cut).toBe(false);
    expect(placeDetection(found(0, 100, 50), last, drawn, picture).cut).toBe(true);
  });
});

test.each([
  [0.51, 0, true],
  [0.61, 1, false],
  [0.63, 2, true],
] as const)('a score of %f in pass %i is believable: %s', (score, pass, believable) => {
  expect(isBelievable({ score, pass })).toBe(believable);
});

describe('mergeDetections', () => {
  test('one face in four views becomes one face with the highest score', () => {
    const merged = mergeDetections([
      found(100, 100, 50, 0.7),
      found(102, 99, 52, 0.95),
      found(98, 103, 47, 0.8),
      found(101, 101, 50, 0.6),
    ]);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({ score: 0.95, box: { x: 102 } });
    expect(merged[0]).not.toHaveProperty('cut');
  });

  test('a face cut by a border yields to the whole one even if its score is higher', () => {
    const half = { ...found(100, 100, 50, 0.99, true), box: { x: 100, y: 100, width: 25, height: 50 } };
    expect(mergeDetections([half, found(100, 100, 50, 0.6)])).toMatchObject([{ score: 0.6 }]);
  });

  test('a small box inside a large one, and one half overlapping it, are the same face', () => {
    expect(mergeDetections([found(100, 100, 50, 0.9), found(110, 110, 22, 0.8)])).toHaveLength(1);
    expect(mergeDetections([found(100, 100, 50, 0.9), found(121, 100, 50, 0.8)])).toHaveLength(1);
  });

  test('a cut face is kept if there is no better detection', () => {
    expect(mergeDetections([found(100, 100, 50, 0.9, true)])).toHaveLength(1);
  });

  test('adjacent faces with a small overlap stay separate, the largest first', () => {
    const merged = mergeDetections([found(100, 100, 50), found(140, 100, 60)]);
    expect(merged.map(({ box }) => box.width)).toEqual([60, 50]);
  });

  test('an uncertain detection is kept alone and dropped if there is a certain face', () => {
    const unsure = found(300, 0, 90, 0.55);
    expect(mergeDetections([unsure])).toHaveLength(1);
    expect(mergeDetections([unsure, found(0, 0, 100, 0.9)])).toHaveLength(1);
    expect(mergeDetections([found(300, 0, 90, 0.7), found(0, 0, 100, 0.9)])).toHaveLength(2);
  });

  test('the order of the detections does not matter, and the remaining ones do not overlap', () => {
    const all = Array.from({ length: 40 }, (_, i) =>
      found((i * 37) % 300, (i * 53) % 200, 30 + ((i * 7) % 25), 0.5 + ((i * 13) % 50) / 100, i % 5 === 0),
    );
    const merged = mergeDetections(all);
    expect(mergeDetections([...all].reverse())).toEqual(merged);
    for (const [i, a] of merged.entries())
      for (const b of merged.slice(i + 1)) expect(iou(a.box, b.box)).toBeLessThanOrEqual(0.35);
  });
});

describe('faces that no second look has confirmed', () => {
  const one = found(400, 100, 60);
  const masked = found(100, 100, 90, 0.7);

  test('are added, largest first, and marked', () => {
    const all = withUnconfirmed([one], [one, masked]);
    expect(all.map(({ box, unconfirmed }) => [box.x, unconfirmed])).toEqual([
      [100, true],
      [400, undefined],
    ]);
  });

  test('are not those that are confirmed by another box, nor those of tiles', () => {
    expect(withUnconfirmed([one], [found(405, 104, 58, 0.95)])).toEqual([one]);
    expect(withUnconfirmed([], [{ ...masked, pass: 1 }])).toEqual([]);
  });
});
