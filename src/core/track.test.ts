import { describe, expect, test } from 'vitest';
import { faceAt, jittered } from './detection.test-support.ts';
import { boxCentre, boxSize } from './geometry.ts';
import { random } from './random.test-support.ts';
import { forgetTracks, NO_TRACKS, resumeTracks, type TrackState, track } from './track.ts';
import type { Detection, Face } from './types.ts';

describe('start and end of a track', () => {
  test('a large certain face starts a track at once, a small one at its second detection in three frames', () => {
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

  test('a candidate that is unsure when it is looked at again starts no track', () => {
    const step = (state: TrackState, score: number, size: number, at: number) =>
      track(state, [faceAt(100, 100, size, score)], at, { maxFaces: 4 });
    expect(step(step(NO_TRACKS, 0.7, 40, 0), 0.68, 40, 33).tracks).toHaveLength(0);
    expect(step(step(NO_TRACKS, 0.5, 40, 0), 0.7, 40, 33).tracks).toHaveLength(1);
    expect(step(step(NO_TRACKS, 0.8, 80, 0), 0.58, 80, 33).tracks).toHaveLength(0);
    expect(step(step(NO_TRACKS, 0.6, 80, 0), 0.62, 80, 33).tracks).toHaveLength(1);
  });

  test.each([
    [80, 0.86, 0],
    [80, 0.88, 1],
    [170, 0.74, 0],
    [170, 0.76, 1],
  ])('a face of %i pixels with a score of %f starts %i tracks at once', (size, score, count) => {
    expect(track(NO_TRACKS, [faceAt(300, 300, size, score)], 0, { maxFaces: 4 }).tracks).toHaveLength(count);
  });

  test('what is probably no face takes no place, and is followed on', () => {
    const bricks = faceAt(100, 100, 120);
    const people = [faceAt(300, 100, 80), faceAt(450, 100, 70)];
    const step = (state: TrackState, at: number, uncounted: readonly number[]) =>
      track(state, [bricks, ...people], at, { maxFaces: 1, uncounted: new Set(uncounted) });
    const first = step(NO_TRACKS, 0, []);
    expect(first).toMatchObject({ tracks: [{ id: 1 }], unplaced: 2 });
    const second = step(first, 33, [1]);
    expect(second).toMatchObject({ tracks: [{ id: 1 }, { id: 2 }], unplaced: 1 });
    expect(boxCentre(second.tracks[1]!.box).x).toBe(300);
    expect(step(second, 66, []).tracks).toMatchObject([{ id: 1 }]);
  });

  test('an unseen track is kept for a second, and its id is not reused', () => {
    let state = track(NO_TRACKS, [faceAt(100, 100, 80)], 0, { maxFaces: 4 });
    state = track(state, [], 500, { maxFaces: 4 });
    expect(state.tracks).toMatchObject([{ id: 1, visible: false, seenAt: 0 }]);
    state = track(state, [], 1000, { maxFaces: 4 });
    expect(state.tracks).toHaveLength(0);
    state = track(state, [faceAt(100, 100, 80)], 1033, { maxFaces: 4 });
    expect(state.tracks).toMatchObject([{ id: 2, visible: true, bornAt: 1033 }]);
  });

  test('ids continue after forgetting, and after the clock steps back or jumps', () => {
    const face = faceAt(100, 100, 80);
    const first = track(NO_TRACKS, [face], 10_000, { maxFaces: 4 });
    expect(track(forgetTracks(first), [face], 10_033, { maxFaces: 4 }).tracks).toMatchObject([{ id: 2 }]);
    expect(track(first, [face], 9_000, { maxFaces: 4 }).tracks).toMatchObject([{ id: 2 }]);
    expect(track(first, [face], 20_000, { maxFaces: 4 }).tracks).toMatchObject([{ id: 2 }]);
  });

  test('a face keeps its id even at less than one frame a second', () => {
    const face = faceAt(100, 100, 80);
    let state = NO_TRACKS;
    for (let at = 0; at < 9000; at += 1500) state = track(state, [face], at, { maxFaces: 4 });
    expect(state.tracks).toMatchObject([{ id: 1, visible: true }]);
  });

  describe('where the detector did not look', () => {
    const unlooked = { maxFaces: 4, looked: () => false };
    const walking = (at: number) => faceAt(100 + 0.1 * at, 100, 40);

    test('nobody is lost: a face goes on, moved by its speed, and keeps its id', () => {
      let state = NO_TRACKS;
      for (let at = 0; at <= 1000; at += 100) state = track(state, [walking(at)], at, { maxFaces: 4 });
      for (let at = 1033; at < 1400; at += 33) state = track(state, [], at, unlooked);
      expect(state.tracks).toMatchObject([{ id: 1, visible: true, seenAt: 1000, lookedAt: 1000 }]);
      expect(boxCentre(state.tracks[0]!.box).x).toBeCloseTo(boxCentre(walking(1396).box).x, -1);
      state = track(state, [walking(1400)], 1400, { maxFaces: 4 });
      expect(state.tracks).toMatchObject([{ id: 1, seenAt: 1400, lookedAt: 1400 }]);
    });

    test('a face that is lost waits for looks, not for time', () => {
      let state = track(NO_TRACKS, [faceAt(100, 100, 80)], 0, { maxFaces: 4 });
      state = track(state, [], 100, { maxFaces: 4 });
      for (let at = 200; at < 2500; at += 100) state = track(state, [], at, unlooked);
      expect(state.tracks).toMatchObject([{ id: 1, visible: false }]);
      expect(track(state, [], 2500, { maxFaces: 4 }).tracks).toHaveLength(0);
    });

    test('a candidate waits for its second look', () => {
      const small = faceAt(100, 100, 40);
      let state = track(NO_TRACKS, [small], 0, { maxFaces: 4 });
      for (let at = 33; at < 300; at += 33) state = track(state, [], at, unlooked);
      expect(state.tracks).toHaveLength(0);
      expect(track(state, [small], 300, { maxFaces: 4 }).tracks).toHaveLength(1);
    });
  });

  test('a duplicate detection of a face is not a second person', () => {
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

  test('a face that appears nearly a face size away from a visible one is another person', () => {
    const { tracks } = track(still(1), [faceAt(395, 200, 100)], 1023, { maxFaces: 4 });
    expect(tracks).toMatchObject([
      { id: 1, visible: false },
      { id: 2, visible: true },
    ]);
  });

  test('a face does not come back at more than twice its size', () => {
    const covered = track(still(1), [], 1023, { maxFaces: 4 });
    const { tracks } = track(covered, [faceAt(300, 200, 230)], 1500, { maxFaces: 4 });
    expect(tracks).toMatchObject([{ id: 1, visible: false }, { id: 2 }]);
  });

  test('a small face that moves by a third of its size per frame starts a track', () => {
    const first = track(NO_TRACKS, [faceAt(100, 100, 40)], 0, { maxFaces: 4 });
    expect(track(first, [faceAt(114, 100, 40)], 125, { maxFaces: 4 }).tracks).toHaveLength(1);
  });

  test('boxes without an area or a valid position are not faces', () => {
    const found = [faceAt(100, 100, 0), faceAt(Number.NaN, 5, 80)];
    expect(track(NO_TRACKS, found, 0, { maxFaces: 4 }).tracks).toHaveLength(0);
  });
});

describe('the limit of faces', () => {
  const people = [faceAt(100, 100, 70), faceAt(300, 100, 90), faceAt(500, 100, 80)];

  test('prefers the largest new faces', () => {
    const { tracks } = track(NO_TRACKS, people, 0, { maxFaces: 2 });
    expect(tracks.map((one) => Math.round(boxSize(one.box)))).toEqual([90, 80]);
  });

  test('does not replace a known face by a larger newcomer, which gets the next free place', () => {
    let state = track(NO_TRACKS, people.slice(0, 1), 0, { maxFaces: 1 });
    for (let at = 33; at < 500; at += 33) state = track(state, people, at, { maxFaces: 1 });
    expect(state.tracks.map(({ id }) => id)).toEqual([1]);
    for (let at = 500; at < 1700; at += 33) state = track(state, people.slice(1), at, { maxFaces: 1 });
    expect(state.tracks).toHaveLength(1);
    expect(state.tracks[0]!.id).toBe(2);
    expect(boxSize(state.tracks[0]!.box)).toBeCloseTo(90, 6);
  });

  test('counts faces beyond it in every frame, small ones from the second frame on', () => {
    const crowd = [...people, faceAt(700, 100, 40)];
    let state = track(NO_TRACKS, crowd, 0, { maxFaces: 1 });
    expect(state.unplaced).toBe(2);
    for (let at = 33; at < 300; at += 33) {
      state = track(state, crowd, at, { maxFaces: 1 });
      expect(state.unplaced).toBe(3);
    }
    expect(track(state, crowd, 333, { maxFaces: 9 })).toMatchObject({ unplaced: 0, tracks: { length: 4 } });
    expect(track(state, crowd.slice(1, 2), 333, { maxFaces: 1 }).unplaced).toBe(0);
  });

  test('keeps the largest visible faces when it is lowered, whoever came first', () => {
    let state = track(NO_TRACKS, [...people.slice(0, 1), faceAt(700, 100, 120)], 0, { maxFaces: 9 });
    state = track(state, people, 33, { maxFaces: 9 });
    expect(state.tracks).toHaveLength(4);
    const { tracks } = track(state, people, 66, { maxFaces: 2 });
    expect(tracks.map((one) => Math.round(boxSize(one.box)))).toEqual([90, 80]);
  });
});

test('the order of the detections does not matter', () => {
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

test('the previous state is not modified', () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  let state = freeze(track(NO_TRACKS, [faceAt(100, 100, 80)], 0, { maxFaces: 4 }));
  state = freeze(track(state, freeze([faceAt(104, 100, 80), faceAt(300, 100, 40)]), 33, { maxFaces: 4 }));
  expect(track(state, [], 66, { maxFaces: 4 }).tracks).toHaveLength(1);
});

test('after a restart the same faces get their ids back, whatever the clock says', () => {
  const facesOf = (state: TrackState): readonly Face[] =>
    state.tracks.map((one) => ({
      ...one,
      quality: 1,
      settled: false,
      evidence: null,
      reading: null,
      shown: null,
      withheld: {},
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

describe('smoothing of positions', () => {
  /** Errors of the right eye over the last two seconds in pixels, and the mean velocity. */
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

  test('leaves at most 60 % of the jitter of a still face, and no velocity', () => {
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
    'at %i frames a second, a face moving at %i pixels a second lags by at most 2 % of its size',
    (fps, v) => {
      const { drift, speed } = eyeError(fps, v);
      expect(Math.abs(drift)).toBeLessThan(2);
      expect(speed).toBeGreaterThan(0.85 * v);
      expect(speed).toBeLessThan(1.1 * v);
    },
  );

  test('follows a jump at once', () => {
    let state = NO_TRACKS;
    for (let at = 0; at < 500; at += 33) state = track(state, [faceAt(100, 100, 80)], at, { maxFaces: 1 });
    state = track(state, [faceAt(116, 100, 80)], 528, { maxFaces: 1 });
    expect(boxCentre(state.tracks[0]!.box).x).toBeCloseTo(116, 0);
    expect(state.tracks[0]!.id).toBe(1);
  });
});
