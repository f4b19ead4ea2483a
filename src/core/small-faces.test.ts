import { describe, expect, test } from 'vitest';
import { faceAt } from './detection.test-support.ts';
import { random } from './random.test-support.ts';
import {
  candidatesAmong,
  confirmedBy,
  dueTiles,
  fits,
  isSeed,
  smallPasses,
  withCloseLooks,
} from './small-faces.ts';
import { type StillDetection, type StillView, smallestSide } from './still.ts';

const found = (x: number, y: number, size: number, score = 0.9): StillDetection => ({
  ...faceAt(x, y, size, score),
  cut: false,
  pass: 3,
});
const sideOf = ({ tiles }: { readonly tiles: readonly StillView[] }) =>
  Math.max(...tiles.map(({ width, height }) => Math.max(width, height)));

describe('smallPasses', () => {
  test.each([
    [{ width: 150, height: 100 }, []],
    [{ width: 320, height: 240 }, [144]],
    [{ width: 490, height: 353 }, [256, 144]],
    [{ width: 800, height: 600 }, [256, 144]],
    [{ width: 2048, height: 1365 }, [256, 144]],
  ])('a picture of %o has tiles of %j pixels', (size, sides) => {
    expect(smallPasses(size).map(sideOf)).toEqual(sides);
  });

  test('every face from 16 pixels on that the views before may miss fits whole into a tile', () => {
    const next = random(34);
    for (const size of [
      { width: 490, height: 353 },
      { width: 640, height: 480 },
      { width: 2048, height: 1365 },
    ]) {
      const passes = smallPasses(size);
      for (let i = 0; i < 500; i++) {
        // A face of 0.085 of its view is detected.
        const side = 16 + next() * (0.085 * smallestSide(size) - 16);
        const face = found(
          side / 2 + next() * (size.width - side),
          side / 2 + next() * (size.height - side),
          side,
        );
        const shown = passes.some(
          (pass) =>
            fits(face, pass) &&
            side / sideOf(pass) > 0.08 &&
            pass.tiles.some(
              ({ x, y, width, height }) =>
                face.box.x >= x &&
                face.box.y >= y &&
                face.box.x + side <= x + width &&
                face.box.y + side <= y + height,
            ),
        );
        if (!shown) expect.fail(`no tile for a face of ${side} pixels in ${size.width} × ${size.height}`);
      }
    }
  });
});

describe('dueTiles', () => {
  const [pass] = smallPasses({ width: 2048, height: 1365 });
  const tiles = pass?.tiles ?? [];

  test('without seeds nothing is searched, and near faces are no seeds', () => {
    expect(dueTiles(tiles, new Set(), [])).toEqual([]);
    expect(pass && isSeed(found(500, 500, 120), pass)).toBe(false);
    expect(pass && isSeed(found(500, 500, 40), pass)).toBe(true);
  });

  test('a seed leads to the tiles in which it is, and to those beside it, and to no others', () => {
    const next = random(7);
    for (let i = 0; i < 100; i++) {
      const [x, y] = [next() * 2048, next() * 1365];
      const due = dueTiles(tiles, new Set(), [found(x, y, 30)]);
      expect(due.length).toBeGreaterThan(0);
      expect(due.length).toBeLessThanOrEqual(9);
      for (const tile of tiles) {
        const away = Math.max(tile.x - x, x - tile.x - tile.width, tile.y - y, y - tile.y - tile.height);
        expect(due.includes(tile), `${away}`).toBe(away < 64);
      }
    }
  });

  test('no tile is searched twice, and those with the most seeds come first', () => {
    const crowd = [found(300, 300, 30), found(320, 310, 30), found(1500, 900, 30)];
    const due = dueTiles(tiles, new Set(), crowd);
    const within = (tile: StillView | undefined) => tile !== undefined && tile.x < 600;
    expect(within(due[0])).toBe(true);
    expect(within(due.at(-1))).toBe(false);
    const searched = new Set(due.slice(0, 2));
    expect(dueTiles(tiles, searched, crowd)).toEqual(due.slice(2));
    expect(dueTiles(tiles, new Set(due), crowd)).toEqual([]);
  });
});

describe('candidates', () => {
  test('each face is one candidate; what is unsure or part of a larger face is none', () => {
    const portrait = faceAt(500, 500, 200);
    const shown = [
      found(100, 100, 30, 0.7),
      found(102, 101, 31, 0.8),
      found(200, 100, 30, 0.4),
      found(460, 470, 40, 0.9),
      found(620, 500, 40, 0.9),
    ];
    expect(candidatesAmong(shown, [portrait]).map(({ box }) => Math.round(box.x + box.width / 2))).toEqual([
      620, 102,
    ]);
  });

  test('only a sure close look at the same place confirms a candidate', () => {
    const candidate = found(100, 100, 30, 0.9);
    const looks = [found(101, 100, 29, 0.7), found(99, 100, 30, 0.8), found(140, 100, 30, 0.95)];
    expect(confirmedBy([candidate], looks)).toEqual([looks[1]]);
    expect(confirmedBy([candidate], [found(100, 100, 30, 0.6)])).toEqual([]);
    expect(confirmedBy([candidate], [])).toEqual([]);
  });

  test('a close look takes the place of the same face in a wider view, and of no other', () => {
    const [known, other, look] = [found(100, 100, 36), found(140, 100, 36), found(101, 101, 35)];
    expect(withCloseLooks([known, other], [look])).toEqual([other, look]);
  });
});
