import { describe, expect, test } from 'vitest';
import { faceAt, jittered } from './detection.test-support.ts';
import { boxCentre, boxSize } from './geometry.ts';
import { random } from './random.test-support.ts';
import { NO_TRACKS, type TrackState, track } from './track.ts';
import type { Detection } from './types.ts';

/** The visible people at a time in seconds, by name. */
type Scene = (seconds: number) => Readonly<Record<string, Detection>>;

interface Play {
  readonly fps?: number;
  readonly seconds: number;
  readonly jitter?: number;
  /** Irregularity of frame times, as the range of the error in frame intervals. */
  readonly irregular?: number;
  readonly maxFaces?: number;
  readonly seed?: number;
}

/** Runs a scene; returns the ids of each person in order of appearance, and the last state. */
function play(scene: Scene, options: Play): { ids: Record<string, number[]>; state: TrackState } {
  const { fps = 30, seconds, jitter = 0.012, irregular = 0, maxFaces = 16, seed = 1 } = options;
  const next = random(seed);
  const ids: Record<string, number[]> = {};
  let state = NO_TRACKS;
  for (let frame = 0; frame <= seconds * fps; frame++) {
    const at = ((frame + irregular * (next() - 0.5)) * 1000) / fps + 5000;
    const people = Object.entries(scene((at - 5000) / 1000));
    const seen = people.map(([name, one]) => [name, jittered(one, jitter, next)] as const);
    const shuffled = seen
      .map((one) => [next(), one[1]] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, one]) => one);
    state = track(state, shuffled, at, { maxFaces });
    for (const [name, one] of seen) {
      const owner = ownerOf(state, one);
      if (owner === null) continue;
      ids[name] ??= [];
      if (ids[name].at(-1) !== owner) ids[name].push(owner);
    }
  }
  return { ids, state };
}

/** The id of the visible track closest to this detection; null if none is close. */
function ownerOf(state: TrackState, detection: Detection): number | null {
  const centre = boxCentre(detection.box);
  let best: number | null = null;
  let least = 0.25 * boxSize(detection.box);
  for (const one of state.tracks) {
    if (!one.visible) continue;
    const gap = Math.hypot(one.x.value - centre.x, one.y.value - centre.y);
    if (gap < least) {
      least = gap;
      best = one.id;
    }
  }
  return best;
}

function expectOneIdEach(ids: Readonly<Record<string, number[]>>, names: readonly string[]): void {
  expect(Object.keys(ids).sort()).toEqual([...names].sort());
  for (const name of names) expect(ids[name]).toHaveLength(1);
  expect(new Set(Object.values(ids).flat()).size).toBe(names.length);
}

const RATES = [
  { fps: 30 },
  { fps: 15 },
  { fps: 8 },
  { fps: 20, irregular: 0.9 },
  { fps: 30, jitter: 0.03 },
] as const;

describe.each(RATES)('at $fps frames a second, jitter $jitter, irregular $irregular', (rate) => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

  test('two crossing faces keep their ids while the farther one is hidden', () => {
    const scene: Scene = (t) => {
      const near = faceAt(120 + 160 * t, 200, 100);
      const far = faceAt(520 - 160 * t, 205, 88);
      const gap = Math.abs(boxCentre(near.box).x - boxCentre(far.box).x);
      return gap < 60 ? { near } : { near, far };
    };
    for (const seed of seeds) {
      const { ids } = play(scene, { ...rate, seconds: 2.5, seed });
      expectOneIdEach(ids, ['near', 'far']);
    }
  });

  test('two visible faces of equal size that cross one above the other keep their ids', () => {
    const scene: Scene = (t) => ({
      one: faceAt(100 + 200 * t, 200, 90),
      two: faceAt(500 - 200 * t, 255, 90),
    });
    for (const seed of seeds) {
      const { ids } = play(scene, { ...rate, seconds: 2, seed });
      expectOneIdEach(ids, ['one', 'two']);
    }
  });

  test('a face hidden for 500 ms by a passing one keeps its id, and so does the other', () => {
    const scene: Scene = (t) => {
      const front = faceAt(100 + 240 * t, 200, 120);
      const back = faceAt(340, 190, 90);
      return t > 0.75 && t < 1.25 ? { front } : { front, back };
    };
    for (const seed of seeds) {
      const { ids } = play(scene, { ...rate, seconds: 2, seed });
      expectOneIdEach(ids, ['front', 'back']);
    }
  });

  test.each([0, 60, 150])(
    'a face that moves at %i pixels a second and is hidden for 500 ms keeps its id',
    (speed) => {
      const scene: Scene = (t) =>
        t > 1 && t < 1.5 ? ({} as Record<string, Detection>) : { who: faceAt(150 + speed * t, 200, 100) };
      for (const seed of seeds) {
        expect(play(scene, { ...rate, seconds: 2.5, seed }).ids).toEqual({ who: [1] });
      }
    },
  );

  test('a face that stops while it is hidden keeps its id', () => {
    const stops: Scene = (t) =>
      t > 1 && t < 1.5
        ? ({} as Record<string, Detection>)
        : { who: faceAt(100 + 200 * Math.min(t, 1), 200, 100) };
    for (const seed of seeds) expect(play(stops, { ...rate, seconds: 2.5, seed }).ids).toEqual({ who: [1] });
  });

  test('if one of three people leaves and one comes, only the newcomer has a new id', () => {
    const scene: Scene = (t) => ({
      left: faceAt(120 + 10 * Math.sin(3 * t), 200, 90),
      right: faceAt(520, 210 + 8 * Math.cos(2 * t), 90),
      ...(t < 1.5 ? { leaver: faceAt(320, 200, 90) } : {}),
      ...(t > 2 ? { comer: faceAt(320, 420 - 30 * t, 80) } : {}),
    });
    for (const seed of seeds) {
      const { ids } = play(scene, { ...rate, seconds: 4, seed });
      expectOneIdEach(ids, ['left', 'right', 'leaver', 'comer']);
      expect(ids.comer).toEqual([4]);
    }
  });
});
