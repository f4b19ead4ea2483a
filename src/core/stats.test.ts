import { expect, test } from 'vitest';
import { EMPTY_STATS, median, percentile, recordFrame, type StatsState, summarise } from './stats.ts';

function frame(shownAt: number, latency: number, detectMs = 10, classifyMs = 8, classified = 1) {
  const cost = { readMs: 1, detectMs, cropMs: 1, classifyMs, totalMs: 20, classified, readings: classified };
  return { at: shownAt, arrivedAt: shownAt - latency, shownAt, cost };
}

test('percentiles interpolate, and are 0 for an empty list', () => {
  expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(percentile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8, 12);
  expect([percentile([7], 0.3), percentile([], 0.5), median([3, 1, 2])]).toEqual([7, 0, 2]);
});

test('values are sorted numerically, and the input is not modified', () => {
  const values = [10, 9, 100];
  expect(median(values)).toBe(10);
  expect(values).toEqual([10, 9, 100]);
});

test('one slow frame does not change the median at a steady 20 frames a second', () => {
  let state: StatsState = EMPTY_STATS;
  for (let i = 0; i < 40; i++) state = recordFrame(state, frame(i * 50, i === 20 ? 300 : 40));
  const { fps, latencyMs, latencyP95Ms, detectMs } = summarise(state);
  expect(fps).toBeCloseTo(20, 9);
  expect(latencyMs).toBe(40);
  expect(latencyP95Ms).toBeLessThan(300);
  expect(detectMs).toBe(10);
});

test('frames older than the window are dropped', () => {
  let state = recordFrame(EMPTY_STATS, frame(0, 1000));
  for (let i = 0; i < 10; i++) state = recordFrame(state, frame(5000 + i * 100, 30));
  expect(state.frames).toHaveLength(10);
  expect(summarise(state)).toMatchObject({ fps: 10, latencyP95Ms: 30 });
});

test('frames without a reading do not make the network look faster', () => {
  let state = recordFrame(EMPTY_STATS, frame(0, 30, 10, 9, 1));
  for (let i = 1; i < 9; i++) state = recordFrame(state, frame(i * 40, 30, 10, 0, 0));
  expect(summarise(state).classifyMs).toBe(9);
});

test('without frames, or with one, figures are 0 and not NaN', () => {
  expect(summarise(EMPTY_STATS)).toEqual({
    fps: 0,
    latencyMs: 0,
    latencyP95Ms: 0,
    detectMs: 0,
    classifyMs: 0,
  });
  expect(summarise(recordFrame(EMPTY_STATS, frame(5, 30))).fps).toBe(0);
});
