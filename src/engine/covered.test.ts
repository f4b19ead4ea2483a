import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CoveredScene, loadPortraits, type PlacedPortrait, playScene } from './covered.test-support.ts';
import type { Detector } from './parts.ts';

const SIZE = { width: 1280, height: 720 };

let detector: Detector;
let face: (index: number, x: number, y: number, width: number, turned?: number) => PlacedPortrait;

beforeAll(async () => {
  const loaded = await loadPortraits((path) => readFileSync(new URL(`../../${path}`, import.meta.url)));
  detector = loaded.detector;
  const { portraits } = loaded;
  face = (index, x, y, width, turned = 0) => ({
    portrait: portraits[index % portraits.length]!,
    x,
    y,
    width,
    turned,
  });
});

const scene = (seconds: number, faces: CoveredScene['faces'], fps = 30): CoveredScene => ({
  size: SIZE,
  fps,
  seconds,
  faces,
});

/** Twelve places in the picture, none of them special to the tiles. */
const place = (i: number): readonly [number, number] => [
  110 + 300 * (i % 4) + 37 * Math.sin(5 * i),
  110 + 215 * Math.floor(i / 4) + 31 * Math.cos(3 * i),
];

/** Where somebody is who stands still until `from` (ms) and then walks `speed` pixels per second. */
const walk = (start: number, speed: number, from: number, ms: number) =>
  start + (speed * Math.max(0, ms - from)) / 1000;

const SCENES: Readonly<Record<string, CoveredScene>> = {
  'distant newcomers of 48 pixels, one after the other': scene(2, (ms) =>
    Array.from({ length: 12 }, (_, i) => i)
      .filter((i) => ms >= 300 + 100 * i)
      .map((i) => face(i, ...place(i), 48)),
  ),
  'walking in from the sides': scene(2, (ms) => [
    face(0, walk(-60, 130, 300, ms), 200, 60),
    face(1, walk(1360, -240, 500, ms), 420, 120),
  ]),
  'a near face comes in': scene(1.6, (ms) => [face(2, walk(1500, -500, 300, ms), 380, 400)]),
  crossing: scene(2, (ms) => [
    face(0, walk(300, 250, 600, ms), 300, 100),
    face(1, walk(700, -250, 600, ms), 330, 110),
  ]),
  'fast to and fro': scene(2, (ms) => [face(1, 640 + 160 * Math.sin(ms / 400), 360, 100)]),
  'turning away for a second and a half': scene(3, (ms) => [
    face(0, 500, 330, 140, ms > 1000 && ms < 2500 ? 0.75 : 0),
  ]),
};

describe('a covered picture shows no face', () => {
  test.each(Object.keys(SCENES))('%s', { timeout: 60_000 }, async (name) => {
    const played = await playScene(detector, SCENES[name]!);
    console.log(
      name,
      JSON.stringify({
        ...played,
        uncovered: played.uncovered.slice(0, 6),
        n: played.uncovered.length,
        uncoveredAtOnce: played.uncoveredAtOnce.length,
      }),
    );
    expect(played.uncovered).toEqual([]);
    expect(played.shown).toBeGreaterThan(20);
  });
});
