import { describe, expect, test } from 'vitest';
import { boxCentre, boxSize, mapKeypoints } from './geometry.ts';
import { forgetTracks, NO_TRACKS, resumeTracks, type TrackState, track } from './track.ts';
import type { Detection, Face } from './types.ts';

/** Numbers 0…1 from a seed (mulberry32), so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** An upright face: a square box about (x, y) with keypoints where BlazeFace puts them. */
function faceAt(x: number, y: number, size: number, score = 0.9): Detection {
  const at = (u: number, v: number) => ({ x: x + u * size, y: y + v * size });
  return {
    box: { x: x - size / 2, y: y - size / 2, width: size, height: size },
    keypoints: {
      rightEye: at(-0.2, -0.15),
      leftEye: at(0.2, -0.15),
      noseTip: at(0, 0.08),
      mouthCentre: at(0, 0.27),
      rightEar: at(-0.45, -0.08),
      leftEar: at(0.45, -0.08),
    },
    score,
  };
}

/** The detector's jitter: box and keypoints each off by up to `share` of the size. */
function jittered(detection: Detection, share: number, next: () => number): Detection {
  const reach = share * boxSize(detection.box);
  const off = () => (next() * 2 - 1) * reach;
  const { box, keypoints, score } = detection;
  return {
    box: { x: box.x + off(), y: box.y + off(), width: box.width + off(), height: box.height + off() },
    keypoints: mapKeypoints(keypoints, (p) => ({ x: p.x + off(), y: p.y + off() })),
    score,
  };
}

/** Who is to be seen at a time in seconds, by name. */
type Scene = (seconds: number) => Readonly<Record<string, Detection>>;

interface Play {
  readonly fps?: number;
  readonly seconds: number;
  readonly jitter?: number;
  /** How irregular the frames come: 0.5 is ± half an interval. */
  readonly irregular?: number;
  readonly maxFaces?: number;
  readonly seed?: number;
}

/** Runs a scene; returns the ids each person had, in order of appearance, and the last state. */
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

/** The visible track whose newest correction is this detection: the nearest centre. */
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

  test('two faces that cross keep their ids, the farther one hidden while they overlap', () => {
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

  test('two faces of one size that cross one above the other, both seen, keep their ids', () => {
    const scene: Scene = (t) => ({
      one: faceAt(100 + 200 * t, 200, 90),
      two: faceAt(500 - 200 * t, 255, 90),
    });
    for (const seed of seeds) {
      const { ids } = play(scene, { ...rate, seconds: 2, seed });
      expectOneIdEach(ids, ['one', 'two']);
    }
  });

  test('a face hidden for 500 ms by one that passes before it keeps its id, and so does the other', () => {
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
    'a face that moves at %i pixels a second, covered for 500 ms, keeps its id',
    (speed) => {
      const scene: Scene = (t) =>
        t > 1 && t < 1.5 ? ({} as Record<string, Detection>) : { who: faceAt(150 + speed * t, 200, 100) };
      for (const seed of seeds) {
        expect(play(scene, { ...rate, seconds: 2.5, seed }).ids).toEqual({ who: [1] });
      }
    },
  );

  test('a face that stops while it is covered, or comes back from where it went, keeps its id', () => {
    const stops: Scene = (t) =>
      t > 1 && t < 1.5
        ? ({} as Record<string, Detection>)
        : { who: faceAt(100 + 200 * Math.min(t, 1), 200, 100) };
    for (const seed of seeds) expect(play(stops, { ...rate, seconds: 2.5, seed }).ids).toEqual({ who: [1] });
  });

  test('three people, one leaves, one comes: the others keep their ids, the new one has a new id', () => {
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

describe('birth and death', () => {
  test('a big sure face is born at once, a small one at its second hit within three frames', () => {
    const step = (state: TrackState, found: Detection[], at: number) =>
      track(state, found, at, { maxFaces: 4 });
    expect(step(NO_TRACKS, [faceAt(100, 100, 80)], 0).tracks).toHaveLength(1);

    const small = faceAt(100, 100, 40);
    const first = step(NO_TRACKS, [small], 0);
    expect(first.tracks).toHaveLength(0);
    expect(step(first, [small], 33).tracks).toHaveLength(1);
    const missed = step(first, [], 33);
    expect(step(missed, [small], 66).tracks).toHaveLength(1);
    const missedTwice = step(missed, [], 66);
    expect(missedTwice.candidates).toHaveLength(0);
    expect(step(missedTwice, [small], 100).tracks).toHaveLength(0);
    expect(step(NO_TRACKS, [faceAt(100, 100, 80, 0.6)], 0).tracks).toHaveLength(0);
  });

  test('unseen, a track waits for a second and is forgotten then; its id is not used again', () => {
    let state = track(NO_TRACKS, [faceAt(100, 100, 80)], 0, { maxFaces: 4 });
    state = track(state, [], 500, { maxFaces: 4 });
    expect(state.tracks).toMatchObject([{ id: 1, visible: false, seenAt: 0 }]);
    state = track(state, [], 1000, { maxFaces: 4 });
    expect(state.tracks).toHaveLength(0);
    state = track(state, [faceAt(100, 100, 80)], 1033, { maxFaces: 4 });
    expect(state.tracks).toMatchObject([{ id: 2, visible: true, bornAt: 1033 }]);
  });

  test('ids go on after forgetting, and where the clock runs back or leaps', () => {
    const face = faceAt(100, 100, 80);
    const first = track(NO_TRACKS, [face], 10_000, { maxFaces: 4 });
    expect(track(forgetTracks(first), [face], 10_033, { maxFaces: 4 }).tracks).toMatchObject([{ id: 2 }]);
    expect(track(first, [face], 9_000, { maxFaces: 4 }).tracks).toMatchObject([{ id: 2 }]);
    expect(track(first, [face], 20_000, { maxFaces: 4 }).tracks).toMatchObject([{ id: 2 }]);
  });

  test('frames slower than one a second: a face that stays keeps its id', () => {
    const face = faceAt(100, 100, 80);
    let state = NO_TRACKS;
    for (let at = 0; at < 9000; at += 1500) state = track(state, [face], at, { maxFaces: 4 });
    expect(state.tracks).toMatchObject([{ id: 1, visible: true }]);
  });

  test('a second find of a face is not a second person', () => {
    let state = NO_TRACKS;
    for (let at = 0; at < 300; at += 33) {
      state = track(state, [faceAt(100, 100, 80), faceAt(106, 98, 70)], at, { maxFaces: 4 });
    }
    expect(state.tracks).toHaveLength(1);
  });

  const still = (seconds: number, size = 100) => {
    let state = NO_TRACKS;
    for (let at = 0; at <= seconds * 1000; at += 33) {
      state = track(state, [faceAt(300, 200, size)], at, { maxFaces: 4 });
    }
    return state;
  };

  test('a face just seen does not leap by nearly its size: who appears there is someone else', () => {
    const { tracks } = track(still(1), [faceAt(395, 200, 100)], 1023, { maxFaces: 4 });
    expect(tracks).toMatchObject([
      { id: 1, visible: false },
      { id: 2, visible: true },
    ]);
  });

  test('a face does not come back more than twice as big', () => {
    const covered = track(still(1), [], 1023, { maxFaces: 4 });
    const { tracks } = track(covered, [faceAt(300, 200, 230)], 1500, { maxFaces: 4 });
    expect(tracks).toMatchObject([{ id: 1, visible: false }, { id: 2 }]);
  });

  test('a small face that moves by a third of its size from frame to frame is born too', () => {
    const first = track(NO_TRACKS, [faceAt(100, 100, 40)], 0, { maxFaces: 4 });
    expect(track(first, [faceAt(114, 100, 40)], 125, { maxFaces: 4 }).tracks).toHaveLength(1);
  });

  test('boxes without area or place are not faces', () => {
    const found = [faceAt(100, 100, 0), faceAt(Number.NaN, 5, 80)];
    expect(track(NO_TRACKS, found, 0, { maxFaces: 4 }).tracks).toHaveLength(0);
  });
});

describe('the limit', () => {
  const people = [faceAt(100, 100, 70), faceAt(300, 100, 90), faceAt(500, 100, 80)];

  test('of new faces the biggest are taken', () => {
    const { tracks } = track(NO_TRACKS, people, 0, { maxFaces: 2 });
    expect(tracks.map((one) => Math.round(boxSize(one.box)))).toEqual([90, 80]);
  });

  test('a bigger newcomer does not push out whom we know, but gets the next free place', () => {
    let state = track(NO_TRACKS, people.slice(0, 1), 0, { maxFaces: 1 });
    for (let at = 33; at < 500; at += 33) state = track(state, people, at, { maxFaces: 1 });
    expect(state.tracks.map(({ id }) => id)).toEqual([1]);
    for (let at = 500; at < 1700; at += 33) state = track(state, people.slice(1), at, { maxFaces: 1 });
    expect(state.tracks).toHaveLength(1);
    expect(state.tracks[0]!.id).toBe(2);
    expect(boxSize(state.tracks[0]!.box)).toBeCloseTo(90, 6);
  });

  test('a lower limit keeps the visible ones, of those the biggest, whoever came first', () => {
    let state = track(NO_TRACKS, [...people.slice(0, 1), faceAt(700, 100, 120)], 0, { maxFaces: 9 });
    state = track(state, people, 33, { maxFaces: 9 });
    expect(state.tracks).toHaveLength(4);
    const { tracks } = track(state, people, 66, { maxFaces: 2 });
    expect(tracks.map((one) => Math.round(boxSize(one.box)))).toEqual([90, 80]);
  });
});

test('the order of the detections changes nothing', () => {
  const next = random(7);
  let one = NO_TRACKS;
  let other = NO_TRACKS;
  for (let frame = 0; frame < 60; frame++) {
    const found = Array.from({ length: 6 }, (_, i) =>
      jittered(faceAt(80 + 70 * i + frame, 100 + 20 * (i % 3), 60), 0.05, next),
    ).filter(() => next() > 0.15);
    one = track(one, found, frame * 40, { maxFaces: 5 });
    other = track(other, [...found].reverse(), frame * 40, { maxFaces: 5 });
    expect(other).toEqual(one);
  }
  expect(one.tracks.length).toBe(5);
});

test('the state given is not written to', () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  let state = freeze(track(NO_TRACKS, [faceAt(100, 100, 80)], 0, { maxFaces: 4 }));
  state = freeze(track(state, freeze([faceAt(104, 100, 80), faceAt(300, 100, 40)]), 33, { maxFaces: 4 }));
  expect(track(state, [], 66, { maxFaces: 4 }).tracks).toHaveLength(1);
});

test('a restarted worker gives the same faces their ids back, whatever its clock says', () => {
  const facesOf = (state: TrackState): readonly Face[] =>
    state.tracks.map((one) => ({
      ...one,
      quality: 1,
      settled: false,
      reading: null,
      shown: null,
      readAt: null,
    }));
  let before = NO_TRACKS;
  for (let at = 0; at < 200; at += 33) {
    before = track(before, [faceAt(100, 100, 90), faceAt(300, 120, 80)], at, { maxFaces: 4 });
  }
  const resumed = resumeTracks(facesOf(before), 3);
  let after = track(resumed, [], 60_000, { maxFaces: 4 });
  after = track(after, [faceAt(370, 120, 80), faceAt(90, 105, 90), faceAt(600, 100, 70)], 60_050, {
    maxFaces: 4,
  });
  const placed = after.tracks.map((one) => [one.id, Math.round(boxCentre(one.box).x / 100)]);
  expect(placed).toEqual([
    [1, 1],
    [2, 4],
    [3, 6],
  ]);
  expect(resumeTracks(facesOf(before), 1).nextId).toBe(3);
});

describe('steadiness', () => {
  /** Root mean square distance of the shown eye from the true one, pixels, over the last two seconds. */
  function eyeError(
    fps: number,
    speed: number,
  ): { shown: number; raw: number; drift: number; speed: number } {
    const next = random(3);
    let state = NO_TRACKS;
    let shown = 0;
    let raw = 0;
    let drift = 0;
    let count = 0;
    let moved = 0;
    for (let frame = 0; frame <= 4 * fps; frame++) {
      const truth = faceAt(150 + (speed * frame) / fps, 200, 100);
      const seen = jittered(truth, 0.02, next);
      state = track(state, [seen], (frame * 1000) / fps, { maxFaces: 1 });
      if (frame < 2 * fps) continue;
      const eye = state.tracks[0]!.keypoints.rightEye;
      shown += (eye.x - truth.keypoints.rightEye.x) ** 2 + (eye.y - truth.keypoints.rightEye.y) ** 2;
      const rawEye = seen.keypoints.rightEye;
      raw += (rawEye.x - truth.keypoints.rightEye.x) ** 2 + (rawEye.y - truth.keypoints.rightEye.y) ** 2;
      drift += eye.x - truth.keypoints.rightEye.x;
      moved += state.tracks[0]!.velocity.x;
      count++;
    }
    return {
      shown: Math.sqrt(shown / count),
      raw: Math.sqrt(raw / count),
      drift: drift / count,
      speed: moved / count,
    };
  }

  test('of a still face at most 60 % of the jitter is left, and no velocity', () => {
    const { shown, raw, speed } = eyeError(30, 0);
    expect(shown).toBeLessThan(0.6 * raw);
    expect(Math.abs(speed)).toBeLessThan(1);
  });

  test.each([
    [30, 100],
    [30, 300],
    [10, 100],
    [8, 300],
  ])(
    'at %i frames a second a face at %i pixels a second does not lag by more than 2 % of its size',
    (fps, v) => {
      const { drift, speed } = eyeError(fps, v);
      expect(Math.abs(drift)).toBeLessThan(2);
      expect(speed).toBeGreaterThan(0.85 * v);
      expect(speed).toBeLessThan(1.1 * v);
    },
  );

  test('a jump is followed at once', () => {
    let state = NO_TRACKS;
    for (let at = 0; at < 500; at += 33) state = track(state, [faceAt(100, 100, 80)], at, { maxFaces: 1 });
    state = track(state, [faceAt(116, 100, 80)], 528, { maxFaces: 1 });
    expect(boxCentre(state.tracks[0]!.box).x).toBeCloseTo(116, 0);
    expect(state.tracks[0]!.id).toBe(1);
  });
});
