import { describe, expect, it, test } from 'vitest';
import { randomFrom } from '../../media/drawing/random.ts';
import { type Analysis, analyse, fitLine } from './analysis.ts';
import { FAULTS } from './plan.ts';
import { newRecord, type Recovery, type Sample, type Sitting, type SoakRecord } from './record.ts';

const HOUR = 3600;

const sampleAt = (at: number, more: Partial<Sample> = {}): Sample => ({
  at,
  document: 1,
  engine: 1,
  page: 5e6,
  worker: 23e6,
  wasm: 59e6,
  renderers: 6e8,
  nodes: 230,
  tensors: 65,
  fps: 30,
  latencyMs: 40,
  latencyP95Ms: 60,
  ...more,
});

const sitting: Sitting = {
  date: '2026-01-01',
  browser: 'Chromium 1',
  from: 0,
  to: 8 * HOUR,
  visitors: 100,
  passed: 100,
  stayed: 100,
  openFrames: 0,
  errors: [],
};

const recovered = (more: Partial<Recovery> = {}): readonly Recovery[] =>
  FAULTS.map((fault, index) => ({ fault, at: index * 100, saidMs: 5000, recoveredMs: 2000, ...more }));

/** A run of eight hours with a sample each minute. */
function runOf(sample: (at: number) => Sample, more: Partial<SoakRecord> = {}): SoakRecord {
  const samples = Array.from({ length: 480 }, (_, minute) => sample(minute * 60));
  const whole = { ...newRecord(8 * HOUR, 1), at: 8 * HOUR };
  return { ...whole, sittings: [sitting], recoveries: recovered(), samples, ...more };
}

const bar = ({ bars }: Analysis, name: string) => bars.find((one) => one.bar.startsWith(name));

describe('the line', () => {
  it('has the slope of exact points, without an error', () => {
    const line = fitLine([[0, 1, 2, 3, 4].map((x) => ({ x, y: 3 + 2 * x }))]);
    expect(line?.slope).toBeCloseTo(2);
    expect(line?.error).toBeCloseTo(0);
  });

  it('has the textbook’s standard error', () => {
    const y = [1, 3, 2, 5, 4];
    // Slope 0.8; residuals −0.4, 0.8, −1, 1.2, −0.6; √(3.6 / 3 / 10).
    const line = fitLine([y.map((one, x) => ({ x, y: one }))]);
    expect(line?.slope).toBeCloseTo(0.8);
    expect(line?.error).toBeCloseTo(Math.sqrt(0.12));
  });

  it('is not flattened by a restart that empties the heap', () => {
    const saw = [0, 10, 20].map((from) => [0, 1, 2, 3].map((x) => ({ x: from + x, y: 5 + 2 * x })));
    expect(fitLine(saw)?.slope).toBeCloseTo(2);
  });

  it('covers the true slope of noisy points with two errors nearly always', () => {
    const random = randomFrom(1);
    const hits = Array.from({ length: 400 }, () => {
      const points = Array.from({ length: 30 }, (_, x) => ({ x, y: 0.5 * x + 10 * (random() - 0.5) }));
      const line = fitLine([points])!;
      return Math.abs(line.slope - 0.5) <= 2 * line.error;
    });
    expect(hits.filter(Boolean).length).toBeGreaterThan(0.92 * 400);
  });

  test.each([
    ['no points', []],
    ['one life of three points', [[1, 2, 3]]],
    [
      'two lives of two points',
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ])('is not fitted to %s', (_name, groups) => {
    expect(fitLine(groups.map((ys) => ys.map((y, x) => ({ x, y }))))).toBeNull();
  });
});

describe('the bars', () => {
  it('are all met by a run without growth', () => {
    const random = randomFrom(1);
    const { bars } = analyse(runOf((at) => sampleAt(at, { page: 5e6 + 2e5 * random() })));
    expect(bars.filter(({ met }) => met !== true)).toEqual([]);
    expect(bars).toHaveLength(16);
  });

  it('find growth in each heap, and leave out the first ten minutes of each life', () => {
    const grown = (at: number) => (2e6 * at) / HOUR;
    const all = analyse(
      runOf((at) =>
        sampleAt(at, {
          page: 5e6 + grown(at),
          worker: 23e6 + 0.5 * grown(at % HOUR),
          engine: Math.floor(at / HOUR),
        }),
      ),
    );
    expect(bar(all, 'page heap')).toMatchObject({ met: false, measured: '2.00 ± 0.00 MB an hour' });
    expect(all.lines.worker?.slope).toBeCloseTo(1);
    // Small for ten minutes after each of eight loads of the page, which without them looks like growth.
    const early = analyse(
      runOf((at) => sampleAt(at, { page: at % HOUR < 600 ? 1e6 : 5e6, document: Math.floor(at / HOUR) })),
    );
    expect(early.settlingSeconds).toBe(600);
    expect(bar(early, 'page heap')?.met).toBe(true);
  });

  it('are not decided if the error is larger than the distance', () => {
    const noisy = (at: number) => sampleAt(at, { worker: 23e6 + (at % 120 === 0 ? 2e7 : 0) });
    const samples = Array.from({ length: 20 }, (_, minute) => noisy(minute * 60));
    const short = analyse(runOf(noisy, { at: 1200, seconds: 1200, samples }));
    expect(short.settlingSeconds).toBe(300);
    expect(bar(short, 'worker heap')?.met).toBeNull();
    expect(bar(analyse(newRecord(120, 1)), 'page heap')).toMatchObject({
      met: null,
      measured: 'too few samples',
    });
  });

  test.each([
    [30, 29.2, true],
    [30, 29, false],
    [20, 30, true],
  ])('compare frames a second: %d, then %d', (first, last, met) => {
    const run = runOf((at) => sampleAt(at, { fps: at < 4 * HOUR ? first : last }));
    expect(bar(analyse(run), 'frames a second')?.met).toBe(met);
  });

  test.each([
    ['in time', { recoveredMs: 9999 }, true],
    ['late', { recoveredMs: 10_001 }, false],
    ['never', { recoveredMs: null }, false],
  ])('judge a recovery that came %s', (_name, more, met) => {
    const recoveries = [...recovered(), ...recovered(more).slice(0, 1)];
    const analysis = analyse(runOf(sampleAt, { recoveries }));
    expect(bar(analysis, 'unplugged (2 ×)')?.met).toBe(met);
    expect(bar(analysis, 'reload (1 ×)')?.met).toBe(true);
  });

  it('notice a fault that the screen did not say, and ask for words only where there are some', () => {
    const analysis = analyse(runOf(sampleAt, { recoveries: recovered({ saidMs: null }) }));
    expect(analysis.bars.filter(({ met }) => met === false).map((one) => one.bar)).toEqual([
      'unplugged: the screen says it',
      'black: the screen says it',
      'frozen: the screen says it',
    ]);
  });

  test.each([
    [90, 110, true],
    [89, 110, false],
    [90, 111, false],
  ])('add the numbers of sittings: %d and %d of 100 each', (passed, stayed, met) => {
    const analysis = analyse(runOf(sampleAt, { sittings: [{ ...sitting, passed, stayed }] }));
    expect(bar(analysis, 'passed')?.met && bar(analysis, 'stayed')?.met).toBe(met);
    const twice = analyse(runOf(sampleAt, { sittings: [{ ...sitting, passed }, sitting] }));
    expect(bar(twice, 'passed')?.measured).toBe(`${passed + 100} counted of 200`);
  });
});
