import { describe, expect, test } from 'vitest';
import { faceAt } from '#core/detection.test-support.ts';
import { iou } from '#core/geometry.ts';
import { type QuarterTurns, rotatePicture } from '#core/quarter-turn.ts';
import { MOST_CANDIDATES, MOST_SMALL_TILES, smallPasses } from '#core/small-faces.ts';
import { stillViews } from '#core/still.ts';
import type { Detection, Picture } from '#core/types.ts';
import type { Detector } from './parts.ts';
import { searchStill } from './still-search.ts';

function picture(width: number, height: number): Picture {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
}

/** The share of a drawn view's width that the picture fills: white on black. */
function filled({ width, height, data }: Picture): number {
  const row = Math.floor(height / 2) * width;
  let white = 0;
  for (let x = 0; x < width; x++) if (data[(row + x) * 4] === 255) white += 1;
  return white / width;
}

/** A face over the middle half of the picture, in pixels of a view. `share`: of the view, filled by the picture. */
function middle(view: Picture, share: number, score: number): Detection {
  const side = (view.width * share) / 2;
  const [x, y] = [(view.width - side) / 2, (view.height - side) / 2];
  const p = { x: view.width / 2, y: view.height / 2 };
  const keypoints = { rightEye: p, leftEye: p, noseTip: p, mouthCentre: p, rightEar: p, leftEar: p };
  return { box: { x, y, width: side, height: side }, keypoints, score };
}

/** Detects a face in the middle of every view. Its score depends on the ratio of the view's width to the picture's. */
function detector(scoreAt: (padding: number) => number) {
  const calls: number[] = [];
  const fake: Detector = {
    detect(view, least = 0.5) {
      const share = filled(view);
      const padding = Math.round(10 / share) / 10;
      calls.push(padding);
      const score = scoreAt(padding);
      return score >= least ? [middle(view, share, score)] : [];
    },
    close: () => {},
  };
  return { fake, calls };
}

const SMALL = picture(120, 120);
const unavailable = () => Promise.reject(new Error('no second network'));

test.each([
  [120, 120],
  [90, 200],
  [1, 3],
])(
  'a view of a picture of %i × %i shows it whole in the middle, with opaque black around it',
  async (w, h) => {
    const views: Picture[] = [];
    const detect = (view: Picture) => {
      views.push(view);
      return [];
    };
    await searchStill({ detect, close: () => {} }, picture(w, h), unavailable);
    expect(views.map(({ width, height }) => Math.max(width, height))).toEqual(new Array(6).fill(256));
    views.forEach(({ width, height, data }, i) => {
      const padding = [1, 1.5, 2, 2.5, 3.4, 5][i]!;
      const scale = 256 / (padding * Math.max(w, h));
      const wrong: number[] = [];
      for (let p = 0; p < width * height; p++) {
        // Picture and view have the same centre. The shorter side of the view may be rounded by half a pixel.
        const x = (p % width) + 0.5 - (padding * w * scale) / 2;
        const y = Math.floor(p / width) + 0.5 - (padding * h * scale) / 2;
        const white = Math.abs(x) < (w * scale) / 2 && Math.abs(y) < (h * scale) / 2 ? 255 : 0;
        const rgba = data.subarray(p * 4, p * 4 + 4);
        if (rgba.some((value, channel) => value !== (channel === 3 ? 255 : white))) wrong.push(p);
      }
      expect(wrong).toEqual([]);
    });
  },
);

describe('a small picture', () => {
  test('with a certain detection is not searched again', async () => {
    const first = detector(() => 0.9);
    const faces = await searchStill(first.fake, SMALL, unavailable);
    expect(faces).toHaveLength(1);
    expect(first.calls).toEqual([1, 1.5, 2]);
  });

  test('a face that was missed at first is accepted if both networks detect it', async () => {
    const second = detector((padding) => (padding === 1.5 ? 0.2 : 0.4));
    const [face] = await searchStill(detector(() => 0.2).fake, SMALL, () => Promise.resolve(second.fake));
    expect(second.calls).toEqual([1.5, 2, 2.5]);
    // Exact to one pixel of the view with the most padding.
    expect(Math.abs((face?.box.x ?? 0) - 30)).toBeLessThan(2);
    expect(Math.abs((face?.box.width ?? 0) - 60)).toBeLessThan(2);
  });

  test('without any detection the second network is not requested', async () => {
    const blind = detector(() => 0.05);
    const requested = () => expect.fail('requested');
    expect(await searchStill(blind.fake, SMALL, requested)).toEqual([]);
    expect(blind.calls).toHaveLength(6);
  });

  test('an uncertain detection that the second network does not confirm is dropped', async () => {
    const blind = detector(() => 0);
    expect(await searchStill(detector(() => 0.6).fake, SMALL, () => Promise.resolve(blind.fake))).toEqual([]);
  });

  test('without the second network the detections are kept as they are', async () => {
    expect(await searchStill(detector(() => 0.6).fake, SMALL, unavailable)).toHaveLength(1);
    expect(await searchStill(detector(() => 0.4).fake, SMALL, unavailable)).toEqual([]);
  });
});

test('for a larger picture the second network is not requested', async () => {
  const requested = () => expect.fail('requested');
  expect(await searchStill(detector(() => 0.6).fake, picture(640, 480), requested)).toHaveLength(1);
  expect(await searchStill(detector(() => 0.4).fake, picture(640, 480), requested)).toEqual([]);
});

describe('a rotated picture', () => {
  /** White that grows dark towards the feet. The picture is upright after `turns` more quarter turns. */
  const rotated = (turns: QuarterTurns, width = 640, height = 480): Picture => {
    const upright = picture(turns % 2 ? height : width, turns % 2 ? width : height);
    const row = upright.width * 4;
    for (let p = 0; p < upright.data.length; p += 4)
      upright.data[p + 1] = 200 * (1 - Math.floor(p / row) / upright.height);
    return rotatePicture(upright, ((4 - turns) % 4) as QuarterTurns);
  };
  /** Detects a face whose right eye is left of its left one, with `score` if the view is upright and 0.6 if not. */
  const detecting = (score: number, share = 1, inTiles = true) => {
    const views: Picture[] = [];
    const fake: Detector = {
      detect(view) {
        views.push(view);
        if (!inTiles && filled(view) === 1) return [];
        const green = (y: number) => view.data[(y * view.width + (view.width >> 1)) * 4 + 1] ?? 0;
        const isUpright = green((view.height >> 1) - 9) > green((view.height >> 1) + 9);
        const one = middle(view, filled(view) * share, isUpright ? score : 0.6);
        const { x, y } = one.keypoints.noseTip;
        const keypoints = { ...one.keypoints, rightEye: { x: x - 20, y }, leftEye: { x: x + 20, y } };
        return [{ ...one, keypoints }];
      },
      close: () => {},
    };
    return { fake, views };
  };

  test.each<[QuarterTurns, number[]]>([
    [1, [0, -1]],
    [2, [-1, 0]],
    [3, [0, 1]],
  ])(
    'is searched after %i quarter turns, and the keypoints are in the coordinates of the picture as it is',
    async (turns, direction) => {
      const [face, ...others] = await searchStill(detecting(0.9).fake, rotated(turns), unavailable);
      expect(others).toEqual([]);
      expect(face?.score).toBe(0.9);
      const { rightEye, leftEye } = face?.keypoints ?? {};
      const [dx, dy] = [(leftEye?.x ?? 0) - (rightEye?.x ?? 0), (leftEye?.y ?? 0) - (rightEye?.y ?? 0)];
      const length = Math.hypot(dx, dy);
      expect([dx / length, dy / length].map(Math.round)).toEqual(direction.map((one) => one + 0));
    },
  );

  test('is not turned if a turn is hardly better', async () => {
    const [face] = await searchStill(detecting(0.64).fake, rotated(1), unavailable);
    expect(face?.keypoints.leftEye.y).toBe(face?.keypoints.rightEye.y);
  });

  test('is searched in large tiles in each rotation, and in small tiles unrotated and upright', async () => {
    // Faces of 72 pixels, seen in padded views alone: small enough for pass 2, and no seeds for smaller tiles.
    const upright = detecting(0.9, 0.12, false);
    await searchStill(upright.fake, rotated(0, 1200, 900), unavailable);
    const count = (pass: number) =>
      stillViews({ width: 1200, height: 900 }).filter((view) => view.pass === pass);
    const [whole, large, small] = [0, 1, 2].map((pass) => count(pass).length) as [number, number, number];
    expect(Math.min(large, small)).toBeGreaterThan(1);
    expect(upright.views).toHaveLength(whole + large + small);

    const turned = detecting(0.9, 0.12, false);
    await searchStill(turned.fake, rotated(1, 1200, 900), unavailable);
    // In the rotated picture a second look shows nobody, and its small tiles are searched too.
    const [pass] = smallPasses({ width: 1200, height: 900 });
    const inVain = 1 + (pass?.tiles.length ?? 0);
    expect(turned.views).toHaveLength(4 * (whole + large) + 2 * small + inVain);
  });

  test('is not searched for if a detection is certain, nor if the picture is small', async () => {
    for (const [size, score] of [
      [picture(640, 480), 0.9],
      [picture(300, 300), 0.7],
    ] as const) {
      const upright = detector(() => score);
      await searchStill(upright.fake, size, unavailable);
      expect(upright.calls).toHaveLength(3);
    }
  });
});

describe('small faces', () => {
  const SIZE = { width: 490, height: 353 };
  /** A picture whose colours tell the detector which part of it a view shows. */
  const map: Picture = { ...SIZE, data: new Uint8ClampedArray(SIZE.width * SIZE.height * 4).fill(255) };
  for (let i = 0; i < SIZE.width * SIZE.height; i++) {
    map.data[i * 4] = (i % SIZE.width) / 2;
    map.data[i * 4 + 1] = Math.floor(i / SIZE.width) / 2;
  }
  /** Detects those of the faces that a view shows whole and at a thirteenth of its side or more, as BlazeFace does. */
  function seeing(faces: readonly Detection[], scoreIn: (share: number) => number = () => 0.9) {
    let runs = 0;
    const detect: Detector['detect'] = ({ width, height, data }, least = 0.5) => {
      runs += 1;
      const last = (width * height - 1) * 4;
      if (data[2] === 0) return [];
      const [left, top] = [2 * data[0]!, 2 * data[1]!];
      const scale = width / (2 * data[last]! - left + 2);
      return faces.flatMap(({ box, keypoints }) => {
        const [x, y, side] = [(box.x - left) * scale, (box.y - top) * scale, box.width * scale];
        const share = side / Math.max(width, height);
        const isWhole = x > 0 && y > 0 && x + side < width && y + side < height;
        const score = scoreIn(share);
        return isWhole && share > 1 / 13 && score >= least
          ? [{ box: { x, y, width: side, height: side }, keypoints, score }]
          : [];
      });
    };
    return { fake: { detect, close: () => {} }, runs: () => runs };
  }
  const crowd = Array.from({ length: 50 }, (_, i) =>
    faceAt(26 + 48 * (i % 10), 40 + 66 * Math.floor(i / 10), 20),
  );

  test('each of fifty people in a small picture is found once', async () => {
    const { fake } = seeing(crowd);
    const faces = await searchStill(fake, map, unavailable);
    expect(faces).toHaveLength(50);
    for (const { box } of crowd) expect(faces.filter((face) => iou(face.box, box) > 0.5)).toHaveLength(1);
  });

  test('a face that is not certain and not seen again in a view of its own is unconfirmed', async () => {
    const near = faceAt(200, 170, 100);
    const unsure = seeing([near], () => 0.83);
    const [confirmed, ...none] = await searchStill(unsure.fake, map, unavailable);
    expect(none).toEqual([]);
    expect(confirmed).not.toHaveProperty('unconfirmed');
    expect(unsure.runs()).toBe(4);
    // The face is a fifth of the picture and more than a quarter of its close view.
    const mistaken = seeing([near], (share) => (share > 0.25 ? 0.3 : 0.83));
    expect(await searchStill(mistaken.fake, map, unavailable)).toMatchObject([{ unconfirmed: true }]);
  });

  test('near faces cost no tile', async () => {
    const { fake, runs } = seeing([faceAt(200, 170, 100)]);
    expect(await searchStill(fake, map, unavailable)).toHaveLength(1);
    expect(runs()).toBe(3);
  });

  test('what only a tile shows, and no closer look, is no face', async () => {
    const { fake } = seeing(crowd, (share) => (share > 0.15 ? 0.6 : 0.9));
    expect(await searchStill(fake, map, unavailable)).toEqual([]);
  });

  test('however much is seen in a large picture, the number of views is bounded', async () => {
    let runs = 0;
    const everywhere: Detector = {
      detect() {
        runs += 1;
        return Array.from({ length: 9 }, (_, i) =>
          faceAt(40 + 80 * (i % 3), 40 + 80 * Math.floor(i / 3), 24),
        );
      },
      close: () => {},
    };
    await searchStill(everywhere, picture(2048, 1365), unavailable);
    expect(runs).toBeGreaterThan(MOST_SMALL_TILES);
    expect(runs).toBeLessThanOrEqual(64 + MOST_SMALL_TILES + MOST_CANDIDATES);
  }, 30_000);

  test('every view waits for the pace, which can end the search', async () => {
    const { fake, runs } = seeing(crowd);
    const shares: number[] = [];
    await searchStill(fake, map, unavailable, async (share) => void shares.push(share));
    expect(shares).toHaveLength(runs());
    expect(Math.min(...shares)).toBe(0);
    expect(Math.max(...shares)).toBeLessThan(1);
    const ended = seeing(crowd);
    const ending = searchStill(ended.fake, map, unavailable, async () => {
      if (ended.runs() === 5) throw new Error('not wanted');
    });
    await expect(ending).rejects.toThrow('not wanted');
    expect(ended.runs()).toBe(5);
  });
});
