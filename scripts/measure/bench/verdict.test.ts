import { describe, expect, it } from 'vitest';
import type { Maker } from './cases.ts';
import { type PageRecord, runFigures, type VisitFigures } from './figures.ts';
import { compare, type Entry, judgeBudgets, judgeChange } from './verdict.ts';

const visit: VisitFigures = {
  firstResultMs: 900,
  firstBoxMs: 920,
  firstReadingMs: 950,
  firstLabelMs: 1000,
  transferred: 2e6,
  unpacked: 9e6,
  requests: 12,
  worstBlockMs: 0,
};

function record(frameMs: number, frames: number, faces: number): PageRecord {
  const one = { latencyMs: frameMs + 10, wholeMs: frameMs, faces, readings: faces, labels: faces, at: 0 };
  return {
    seconds: 2,
    now: 2000,
    error: null,
    origin: 0,
    presented: 60,
    frames: Array.from({ length: frames }, (_, index) => ({
      ...one,
      sightings: [],
      shownAt: (index * 2000) / frames,
    })),
    first: { result: 1, face: 1, reading: 1, label: 1 },
    blocks: [],
    startBlocks: [],
  };
}

function entry(maker: Maker, frameMs: number, frames: number): Entry {
  return {
    name: maker,
    maker,
    runs: new Map([[1, runFigures(record(frameMs, frames, 1), 1, 900)]]),
    start: { cold: visit, warm: visit },
    slow: new Map([['1 Mbit/s', { ...visit, firstBoxMs: 100 * frameMs }]]),
  };
}

describe('figures', () => {
  it('divides readings by the faces of the clip, detected or not', () => {
    const figures = runFigures(record(20, 60, 1), 4, 900);
    expect(figures.fps).toBeCloseTo(30);
    expect(figures.readingsPerFace).toBe(7.5);
    expect(figures.found).toBe(1);
    expect(figures.stages).toBeNull();
    expect(figures.busyMsPerSecond).toBeCloseTo(600);
    expect(figures.processorMsPerSecond).toBeCloseTo(450);
  });
});

describe('verdict', () => {
  it('compares a frame and the time of each second with an earlier build', () => {
    const judge = (frameMs: number, frames: number) =>
      judgeChange(entry('mien', frameMs, frames), entry('before', 20, 60)).map(({ met }) => met);
    expect(judge(21, 60)).toEqual([true, false]);
    expect(judge(23, 20)).toEqual([false, true]);
  });

  const row = (rows: ReturnType<typeof compare>, name: string) => rows.find((one) => one.row === name);

  it('compares the first box and label of each slow line', () => {
    const rows = compare(entry('mien', 20, 60), [entry('human', 40, 30)]);
    expect(row(rows, '1 Mbit/s: navigation to first box')).toMatchObject({
      mien: '2000 ms',
      peers: [{ name: 'human', value: '4000 ms' }],
      ahead: 'yes',
    });
    expect(row(rows, '1 Mbit/s: navigation to first label')?.ahead).toBe('level');
  });

  it('is ahead only if it beats the best configuration of every peer', () => {
    const mien = entry('mien', 20, 60);
    const slow = compare(mien, [entry('human', 40, 30), entry('face-api', 30, 40)]);
    expect(row(slow, '1 face: whole frame, median')?.ahead).toBe('yes');
    const one = compare(mien, [entry('human', 40, 30), entry('face-api', 90, 20), entry('face-api', 15, 60)]);
    expect(row(one, '1 face: whole frame, median')?.ahead).toBe('no');
  });

  it('is level if all keep up with the clip', () => {
    const rows = compare(entry('mien', 20, 60), [entry('human', 25, 60)]);
    expect(row(rows, '1 face: frames a second')?.ahead).toBe('level');
    expect(row(rows, 'empty cache: bytes transferred')?.ahead).toBe('level');
  });

  it('judges budgets and leaves out what was not measured', () => {
    const judged = judgeBudgets(entry('mien', 55, 40));
    const met = (name: string) => judged.find(({ budget }) => budget.startsWith(name))?.met;
    expect(met('one face')).toBe(false);
    expect(met('frame to overlay')).toBe(false);
    expect(met('first label ≤ 4 s')).toBe(true);
    expect(met('8 faces')).toBeUndefined();
  });
});
