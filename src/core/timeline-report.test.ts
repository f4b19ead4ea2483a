import { describe, expect, test } from 'vitest';
import { someFace } from './face.test-support.ts';
import { every, readFace, timelineOf } from './timeline.test-support.ts';
import { EMPTY_TIMELINE } from './timeline.ts';
import { summarisePeople, timelineRows } from './timeline-report.ts';

describe('the summary of a person', () => {
  test('is of those in the newest result', () => {
    const timeline = timelineOf(every(200, 0, 4000, (at) => (at < 2000 ? [readFace(1)] : [readFace(2)])));
    expect(summarisePeople(timeline).map(({ id, seenMs }) => [id, seenMs])).toEqual([[2, 2000]]);
    expect(summarisePeople(EMPTY_TIMELINE)).toEqual([]);
  });

  test('weighs by time and not by results', () => {
    const quick = every(100, 0, 1000, () => [readFace(1)]);
    const slow = every(800, 1000, 4200, () => [readFace(1, { emotion: 'happiness' })]);
    const [one] = summarisePeople(timelineOf([...quick, ...slow]));
    expect(one?.emotions.map(({ emotion }) => emotion)).toEqual(['happiness', 'neutral']);
    // The newest result counts for one slot only, because there is no later result yet.
    expect(one?.emotions[0]?.share).toBeCloseTo(2.6 / 3.6);
    expect(one?.seenMs).toBe(3600);
  });

  test('counts smiles by their beginnings; what is withheld in between ends none', () => {
    const smiles = [false, true, true, null, true, false, true, null, false, true];
    const [one] = summarisePeople(
      timelineOf(smiles.map((smiling, i) => ({ at: i * 200, faces: [readFace(1, { smiling })] }))),
    );
    expect(one?.smiles).toBe(3);
    expect(one?.smileShare).toBeCloseTo(5 / 8);
  });

  test('has a settled age after five seconds within a year', () => {
    const ages = (at: number) => (at < 3000 ? { low: 25, high: 50 } : { low: 31, high: at < 5000 ? 39 : 38 });
    const until = (to: number) =>
      summarisePeople(timelineOf(every(200, 0, to, (at) => [readFace(1, ages(at))])))[0]?.age;
    expect(until(7000)).toEqual({ low: 31, high: 38, settled: false });
    expect(until(8400)).toEqual({ low: 31, high: 38, settled: true });
  });

  test('has nothing of what was withheld or is not settled', () => {
    const hidden = readFace(2, { emotion: null, smiling: null, low: null, high: null, years: null });
    const timeline = timelineOf(every(200, 0, 2000, () => [someFace({ settled: false }), hidden]));
    const nothing = { seenMs: 2000, emotions: [], smiles: 0, smileShare: null, age: null };
    expect(summarisePeople(timeline)).toEqual([
      { id: 1, ...nothing },
      { id: 2, ...nothing },
    ]);
  });

  test('is of the last minute before the newest result, not of later times of a clip', () => {
    const all = timelineOf(
      every(200, 0, 100_000, () => [readFace(1)]),
      120_000,
    );
    const back = timelineOf(
      every(200, 60_000, 62_000, () => [readFace(2)]),
      120_000,
      all,
    );
    expect(summarisePeople(back).map(({ id, seenMs }) => [id, seenMs])).toEqual([[2, 2000]]);
    const same = timelineOf([{ at: 60_000, faces: [readFace(1)] }], 120_000, all);
    // The timeline had kept what followed 39.8 s, a minute before the end.
    expect(summarisePeople(same)[0]?.seenMs).toBe(20_400);
  });
});

test('rows of five seconds: by time and id, empty where nothing was shown', () => {
  const timeline = timelineOf([
    ...every(200, 2000, 5000, () => [readFace(2, { emotion: null, smiling: null }), readFace(1)]),
    ...every(200, 5000, 9000, (at) => [
      readFace(1, at < 8000 ? { emotion: 'happiness', smiling: true, low: 30 } : { low: 33 }),
    ]),
  ]);
  expect(timelineRows(timeline)).toEqual([
    { from: 0, to: 5000, id: 1, emotion: 'neutral', smileShare: 0, age: { low: 31, high: 38 } },
    { from: 0, to: 5000, id: 2, emotion: null, smileShare: null, age: { low: 31, high: 38 } },
    {
      from: 5000,
      to: 10_000,
      id: 1,
      emotion: 'happiness',
      smileShare: 0.75,
      age: { low: 33, high: 38 },
    },
  ]);
});
