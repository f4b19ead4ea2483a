import { describe, expect, test } from 'vitest';
import { someFace } from './face.test-support.ts';
import { random } from './random.test-support.ts';
import { every, readFace, timelineOf } from './timeline.test-support.ts';
import { EMPTY_TIMELINE, endOfColumn, laneCount, nextWindow, samplesAt, type Timeline } from './timeline.ts';

const idsAt = (timeline: Timeline, ms: number) => samplesAt(timeline, ms).map(({ id }) => id);
const slots = ({ columns }: Timeline) => columns.map(({ slot }) => slot);

describe('samples', () => {
  test('are five a second, whatever the rate of the results', () => {
    for (const everyMs of [10, 33, 100, 200])
      expect(slots(timelineOf(every(everyMs, 0, 2000, () => [readFace(1)])))).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
      ]);
  });

  test('are the newest of their slot', () => {
    const timeline = timelineOf([
      { at: 0, faces: [someFace({ settled: false })] },
      { at: 150, faces: [readFace(1, { emotion: 'happiness', smiling: true })] },
    ]);
    expect(samplesAt(timeline, 0)).toMatchObject([{ emotion: 'happiness', smile: 0.9, age: { low: 31 } }]);
  });

  test('are empty where a face is not read, not settled or withheld', () => {
    const withheld = readFace(2, { emotion: null, smiling: null, years: null, low: null, high: null });
    const doubtful = { ...readFace(1), settled: false };
    const timeline = timelineOf([{ at: 0, faces: [doubtful, withheld] }]);
    const nothing = { emotion: null, emotions: null, smiling: null, smile: null, age: null };
    expect(samplesAt(timeline, 0)).toEqual([
      { id: 1, lane: null, ...nothing },
      { id: 2, lane: 0, ...nothing },
    ]);
  });
});

describe('gaps', () => {
  test('a slow engine: a sample holds until the next result', () => {
    const timeline = timelineOf(every(700, 0, 2100, () => [readFace(1)]));
    for (const at of [0, 399, 699, 1300, 1599]) expect(idsAt(timeline, at)).toEqual([1]);
  });

  test('a sample holds for a second at most', () => {
    const timeline = timelineOf([0, 5000].map((at) => ({ at, faces: [readFace(1)] })));
    expect(idsAt(timeline, 999)).toEqual([1]);
    expect(idsAt(timeline, 1000)).toEqual([]);
    expect(idsAt(timeline, 4999)).toEqual([]);
  });

  test('who is missing in a result is not bridged', () => {
    const timeline = timelineOf(every(200, 0, 600, (at) => (at === 200 ? [] : [readFace(1)])));
    expect([0, 200, 400].map((at) => idsAt(timeline, at))).toEqual([[1], [], [1]]);
  });

  test('the newest sample stands for its own slot only, also before what a clip showed there earlier', () => {
    expect(idsAt(timelineOf([{ at: 0, faces: [readFace(1)] }]), 200)).toEqual([]);
    const earlier = every(600, 0, 6000, () => [readFace(1)]);
    const back = timelineOf([...earlier, { at: 3200, faces: [readFace(2)] }], 20_000);
    expect([3100, 3200, 3400, 3600].map((at) => idsAt(back, at))).toEqual([[1], [2], [], [1]]);
  });
});

describe('the memory', () => {
  test('is a minute, and who has been away for longer is gone', () => {
    const timeline = timelineOf(every(200, 0, 90_000, (at) => [readFace(at < 20_000 ? 1 : 2)]));
    expect(timeline.columns).toHaveLength(301);
    expect(slots(timeline)[0]).toBe(449 - 300);
    expect(new Set(timeline.columns.flatMap(({ samples }) => samples.map(({ id }) => id)))).toEqual(
      new Set([2]),
    );
    expect([...timeline.lanes.keys()]).toEqual([2]);
  });

  test('is bounded for 32 people and any order of times', () => {
    const next = random(7);
    const crowd = Array.from({ length: 32 }, (_, i) => readFace(i + 1));
    const results = Array.from({ length: 3000 }, () => ({ at: next() * 300_000, faces: crowd }));
    const { columns, lanes } = timelineOf(results, 300_000);
    expect(columns.length).toBeLessThanOrEqual(2 * 300 + 1);
    expect(lanes.size).toBe(32);
  });
});

describe('going back', () => {
  const clip = 30_000;
  const first = timelineOf(
    every(100, 0, 20_000, () => [readFace(1)]),
    clip,
  );

  test('in a clip keeps what was seen, and reading a time again replaces it', () => {
    const back = timelineOf(
      every(100, 5000, 8000, () => [readFace(7)]),
      clip,
      first,
    );
    expect([4900, 5000, 7900, 8000, 19_900].map((at) => idsAt(back, at))).toEqual([[1], [7], [7], [1], [1]]);
    expect(back.pass).toBe(first.pass + 1);
  });

  test('slots between two results of a slow second pass are replaced too', () => {
    const back = timelineOf(
      every(600, 5000, 8000, () => [readFace(7)]),
      clip,
      first,
    );
    for (let at = 5000; at < 7400; at += 100) expect(idsAt(back, at)).toEqual([7]);
  });

  test('a seek forwards bridges nothing and erases nothing', () => {
    const results = [...every(100, 5000, 6000, () => [readFace(7)]), { at: 15_000, faces: [readFace(8)] }];
    const there = timelineOf(results, clip, first);
    expect([5900, 6000, 14_900, 15_000, 15_200].map((at) => idsAt(there, at))).toEqual([
      [7],
      [1],
      [1],
      [8],
      [1],
    ]);
  });

  test('a clip that repeats starts over', () => {
    const end = timelineOf(
      every(100, 20_000, 29_800, () => [readFace(1)]),
      clip,
      first,
    );
    const again = timelineOf([{ at: 40, faces: [readFace(2)] }], clip, end);
    expect(slots(again)).toEqual([0]);
    expect(again.pass).toBeGreaterThan(end.pass);
  });

  test('in a camera starts over: it was opened again', () => {
    const again = timelineOf(
      [{ at: 0, faces: [readFace(2)] }],
      null,
      timelineOf(every(100, 0, 9000, () => [readFace(1)])),
    );
    expect(slots(again)).toEqual([0]);
  });
});

describe('lanes', () => {
  const lanesAt = (timeline: Timeline, ms: number) =>
    samplesAt(timeline, ms).map(({ id, lane }) => [id, lane]);

  test('newcomers get the first free lane; who is away for less than a second keeps theirs', () => {
    const timeline = timelineOf([
      { at: 0, faces: [readFace(2), readFace(1)] },
      { at: 400, faces: [readFace(2)] },
      { at: 800, faces: [readFace(2), readFace(3)] },
      { at: 1000, faces: [readFace(1), readFace(2), readFace(3)] },
      { at: 1200, faces: [readFace(2), readFace(3)] },
      { at: 2400, faces: [readFace(2), readFace(3), readFace(4)] },
    ]);
    expect([0, 800, 1000, 2400].map((at) => lanesAt(timeline, at))).toEqual([
      [
        [1, 0],
        [2, 1],
      ],
      [
        [2, 1],
        [3, 2],
      ],
      [
        [1, 0],
        [2, 1],
        [3, 2],
      ],
      [
        [2, 1],
        [3, 2],
        [4, 0],
      ],
    ]);
    expect(laneCount(timeline)).toBe(3);
    expect(laneCount(EMPTY_TIMELINE)).toBe(0);
  });

  test('no two people share one at the same time, and no column overlaps the next', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = random(seed);
      let at = 0;
      const results = Array.from({ length: 400 }, () => {
        at = next() < 0.03 ? next() * 40_000 : Math.min(at + next() * 500, 40_000);
        const faces = Array.from({ length: 12 }, (_, i) => readFace(i + 1)).filter(() => next() < 0.5);
        return { at, faces };
      });
      const timeline = timelineOf(results, 40_000);
      const wrong = timeline.columns.filter(({ slot, samples }, index) => {
        const lanes = samples.map(({ lane }) => lane);
        const isShared =
          new Set(lanes).size < lanes.length || lanes.some((lane) => lane === null || lane > 23);
        const end = endOfColumn(timeline, index);
        return (
          isShared || end <= slot || end > (timeline.columns[index + 1]?.slot ?? Number.POSITIVE_INFINITY)
        );
      });
      expect(wrong).toEqual([]);
      expect(timelineOf(results, 40_000)).toEqual(timeline);
    }
  });
});

describe('the window', () => {
  const follow = (positions: readonly number[], clipMs: number | null) => {
    let window: ReturnType<typeof nextWindow> | null = null;
    return positions.map((position) => {
      window = nextWindow(window, position, clipMs);
      return [window.from / 1000, window.to / 1000];
    });
  };

  test('is a short clip as a whole', () => {
    expect(follow([0, 22_000, 3000], 23_000)).toEqual([
      [0, 23],
      [0, 23],
      [0, 23],
    ]);
  });

  test('of a camera stands still, then moves by ten seconds, with a minute before the newest result', () => {
    expect(follow([0, 69_000, 70_000, 79_900, 80_000], null)).toEqual([
      [0, 70],
      [0, 70],
      [10, 80],
      [10, 80],
      [20, 90],
    ]);
  });

  test('of a long clip stays while the position is inside, and moves back beyond its start', () => {
    expect(follow([125_000, 66_000, 59_000, 20_000, 299_000], 300_000)).toEqual([
      [60, 130],
      [60, 130],
      [20, 90],
      [20, 90],
      [230, 300],
    ]);
  });

  test('is the same object while nothing changes', () => {
    const window = nextWindow(null, 5000, null);
    expect(nextWindow(window, 6000, null)).toBe(window);
    const whole = nextWindow(null, 0, 23_000);
    expect(nextWindow(whole, 9000, 23_000)).toBe(whole);
  });
});
