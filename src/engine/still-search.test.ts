import { describe, expect, test } from 'vitest';
import { type QuarterTurns, turnedPicture } from '#core/quarter-turn.ts';
import { stillViews } from '#core/still.ts';
import type { Detection, Picture } from '#core/types.ts';
import type { Detector } from './parts.ts';
import { searchStill } from './still-search.ts';

function picture(width: number, height: number): Picture {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
}

/** How much of a drawn view the picture fills across: white on black. */
function filled({ width, height, data }: Picture): number {
  const row = Math.floor(height / 2) * width;
  let white = 0;
  for (let x = 0; x < width; x++) if (data[(row + x) * 4] === 255) white += 1;
  return white / width;
}

/** The one face, over the middle half of the picture, in the pixels of a view that the picture fills so far. */
function middle(view: Picture, share: number, score: number): Detection {
  const side = (view.width * share) / 2;
  const [x, y] = [(view.width - side) / 2, (view.height - side) / 2];
  const p = { x: view.width / 2, y: view.height / 2 };
  const keypoints = { rightEye: p, leftEye: p, noseTip: p, mouthCentre: p, rightEar: p, leftEar: p };
  return { box: { x, y, width: side, height: side }, keypoints, score };
}

/** Scores the middle of every view, by how many times as wide as the picture it is. */
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
const nobody = () => Promise.reject(new Error('not to be asked'));

test.each([
  [120, 120],
  [90, 200],
  [1, 3],
])(
  'a view of a picture of %i × %i has it in its middle, whole, and is black and opaque around',
  async (w, h) => {
    const views: Picture[] = [];
    const detect = (view: Picture) => {
      views.push(view);
      return [];
    };
    await searchStill({ detect, close: () => {} }, picture(w, h), nobody);
    expect(views.map(({ width, height }) => Math.max(width, height))).toEqual(new Array(6).fill(256));
    views.forEach(({ width, height, data }, i) => {
      const padding = [1, 1.5, 2, 2.5, 3.4, 5][i]!;
      const scale = 256 / (padding * Math.max(w, h));
      const wrong: number[] = [];
      for (let p = 0; p < width * height; p++) {
        // The picture's middle is the view's, whose shorter side may be rounded by half a pixel.
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
  test('with a sure find is not looked at again', async () => {
    const first = detector(() => 0.9);
    const faces = await searchStill(first.fake, SMALL, nobody);
    expect(faces).toHaveLength(1);
    expect(first.calls).toEqual([1, 1.5, 2]);
  });

  test('a face that was overlooked is found where both networks think so', async () => {
    const second = detector((padding) => (padding === 1.5 ? 0.2 : 0.4));
    const [face] = await searchStill(detector(() => 0.2).fake, SMALL, () => Promise.resolve(second.fake));
    expect(second.calls).toEqual([1.5, 2, 2.5]);
    // To a pixel of the roomiest view.
    expect(Math.abs((face?.box.x ?? 0) - 30)).toBeLessThan(2);
    expect(Math.abs((face?.box.width ?? 0) - 60)).toBeLessThan(2);
  });

  test('where nothing is possible nobody is asked', async () => {
    const blind = detector(() => 0.05);
    const asked = () => expect.fail('asked');
    expect(await searchStill(blind.fake, SMALL, asked)).toEqual([]);
    expect(blind.calls).toHaveLength(6);
  });

  test('an unsure find that the second network does not see is none', async () => {
    const blind = detector(() => 0);
    expect(await searchStill(detector(() => 0.6).fake, SMALL, () => Promise.resolve(blind.fake))).toEqual([]);
  });

  test('where the second network cannot be had the finds stand as they are', async () => {
    expect(await searchStill(detector(() => 0.6).fake, SMALL, nobody)).toHaveLength(1);
    expect(await searchStill(detector(() => 0.4).fake, SMALL, nobody)).toEqual([]);
  });
});

test('in a larger picture nobody is asked', async () => {
  const asked = () => expect.fail('asked');
  expect(await searchStill(detector(() => 0.6).fake, picture(640, 480), asked)).toHaveLength(1);
  expect(await searchStill(detector(() => 0.4).fake, picture(640, 480), asked)).toEqual([]);
});

describe('a picture that lies', () => {
  /** White that grows dark towards the feet; it stands after so many turns. */
  const lying = (turns: QuarterTurns, width = 640, height = 480): Picture => {
    const standing = picture(turns % 2 ? height : width, turns % 2 ? width : height);
    const row = standing.width * 4;
    for (let p = 0; p < standing.data.length; p += 4)
      standing.data[p + 1] = 200 * (1 - Math.floor(p / row) / standing.height);
    return turnedPicture(standing, ((4 - turns) % 4) as QuarterTurns);
  };
  /** Sees the face, its right eye left of its left one; sure where the view stands. */
  const detecting = (score: number, share = 1) => {
    const views: Picture[] = [];
    const fake: Detector = {
      detect(view) {
        views.push(view);
        const green = (y: number) => view.data[(y * view.width + (view.width >> 1)) * 4 + 1] ?? 0;
        const stands = green((view.height >> 1) - 9) > green((view.height >> 1) + 9);
        const one = middle(view, filled(view) * share, stands ? score : 0.6);
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
    'is searched after %i quarter turns, and the eyes are where they are in it',
    async (turns, direction) => {
      const [face, ...others] = await searchStill(detecting(0.9).fake, lying(turns), nobody);
      expect(others).toEqual([]);
      expect(face?.score).toBe(0.9);
      const { rightEye, leftEye } = face?.keypoints ?? {};
      const [dx, dy] = [(leftEye?.x ?? 0) - (rightEye?.x ?? 0), (leftEye?.y ?? 0) - (rightEye?.y ?? 0)];
      const length = Math.hypot(dx, dy);
      expect([dx / length, dy / length].map(Math.round)).toEqual(direction.map((one) => one + 0));
    },
  );

  test('stays as it is where a turn is hardly better', async () => {
    const [face] = await searchStill(detecting(0.64).fake, lying(1), nobody);
    expect(face?.keypoints.leftEye.y).toBe(face?.keypoints.rightEye.y);
  });

  test('is searched in large tiles in each position, and in small ones as it is and as it stands', async () => {
    const upright = detecting(0.9, 0.1);
    await searchStill(upright.fake, lying(0, 1200, 900), nobody);
    const count = (pass: number) =>
      stillViews({ width: 1200, height: 900 }).filter((view) => view.pass === pass);
    const [whole, large, small] = [0, 1, 2].map((pass) => count(pass).length) as [number, number, number];
    expect(Math.min(large, small)).toBeGreaterThan(1);
    expect(upright.views).toHaveLength(whole + large + small);

    const turned = detecting(0.9, 0.1);
    await searchStill(turned.fake, lying(1, 1200, 900), nobody);
    expect(turned.views).toHaveLength(4 * (whole + large) + 2 * small);
  });

  test('is not looked for where a find is sure, nor in a small picture', async () => {
    for (const [size, score] of [
      [picture(640, 480), 0.8],
      [picture(300, 300), 0.7],
    ] as const) {
      const upright = detector(() => score);
      await searchStill(upright.fake, size, nobody);
      expect(upright.calls).toHaveLength(3);
    }
  });
});
