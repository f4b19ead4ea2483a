import type { Maker } from './cases.ts';
import type { RunFigures, StartFigures, VisitFigures } from './figures.ts';

/** All figures of one contestant. `runs`: by the number of faces in the clip. */
export interface Entry {
  readonly name: string;
  readonly maker: Maker;
  readonly runs: ReadonlyMap<number, RunFigures>;
  readonly start: StartFigures | null;
  /** Visits with an empty cache, by the name of the slow line. */
  readonly slow: ReadonlyMap<string, VisitFigures>;
}

export interface Judged {
  readonly budget: string;
  readonly measured: string;
  readonly met: boolean;
}

/** A clip has 30 pictures per second; the tolerance of half a picture is the timer's. */
const ALL_FRAMES = 29.5;

/** Judges the budgets of docs/measurements.md that the bench measures. Figures that were not measured are left out. */
export function judgeBudgets(mien: Entry): readonly Judged[] {
  const judged: Judged[] = [];
  const most = (
    budget: string,
    value: number | undefined,
    limit: number,
    show: (value: number) => string,
  ) => {
    if (value !== undefined) judged.push({ budget, measured: show(value), met: value <= limit });
  };
  const fps = (faces: number, least: number, accepted: number) => {
    const run = mien.runs.get(faces);
    if (!run) return;
    const budget = `${faces === 1 ? 'one face' : `${faces} faces`}: ${least} processed frames a second`;
    judged.push({ budget, measured: run.fps.toFixed(1), met: run.fps >= accepted });
  };
  fps(1, 30, ALL_FRAMES);
  fps(8, 20, 20);
  for (const [faces, run] of mien.runs) {
    most(`frame to overlay ≤ 60 ms at the median, ${faces} faces`, run.latencyMs.median, 60, inMs);
  }
  const { start } = mien;
  most('first label ≤ 4 s, empty cache', start?.cold.firstLabelMs, 4000, inMs);
  most('first label ≤ 1.5 s, warm cache', start?.warm.firstLabelMs, 1500, inMs);
  most('transferred before the first label ≤ 6 MB', start?.cold.transferred, 6e6, inMb);
  const blocks = [...mien.runs.values()].map(({ worstBlockMs }) => worstBlockMs);
  if (blocks.length > 0) most('page never blocked > 50 ms, live', Math.max(...blocks), 50, inBlocks);
  const startBlock = start && Math.max(start.cold.worstBlockMs, start.warm.worstBlockMs);
  most('page never blocked > 50 ms, start', startBlock ?? undefined, 50, inBlocks);
  return judged;
}

/** Judges what the live search may cost, against an earlier build measured in the same run. */
export function judgeChange(mien: Entry, before: Entry): readonly Judged[] {
  const judged: Judged[] = [];
  const ratio = (budget: string, faces: number, limit: number, of: (run: RunFigures) => number) => {
    const [now, then] = [mien.runs.get(faces), before.runs.get(faces)];
    if (now === undefined || then === undefined) return;
    const value = of(now) / of(then);
    judged.push({ budget, measured: `${value.toFixed(2)} ×`, met: value <= limit });
  };
  ratio('nobody: frame ≤ 1.25 × before', 0, 1.25, ({ frameMs }) => frameMs.median);
  ratio('one face: frame ≤ 1.1 × before', 1, 1.1, ({ frameMs }) => frameMs.median);
  ratio('one face: engine time a second ≤ 0.5 × before', 1, 0.5, ({ busyMsPerSecond }) => busyMsPerSecond);
  ratio('8 faces: time between frames ≤ before', 8, 1, ({ fps }) => 1 / fps);
  return judged;
}

export interface Row {
  readonly row: string;
  readonly mien: string;
  /** The best configuration of each peer. */
  readonly peers: readonly { readonly name: string; readonly value: string }[];
  /** `level`: no peer is better, and at least one has the same displayed value, or all keep up with the clip. */
  readonly ahead: 'yes' | 'no' | 'level';
}

interface Measure {
  readonly row: string;
  of(entry: Entry): number | undefined;
  readonly better: 'less' | 'more';
  show(value: number): string;
}

/** Compares Mien with the best configuration of each peer, row by row. */
export function compare(mien: Entry, peers: readonly Entry[]): readonly Row[] {
  return measures(mien).flatMap((measure) => {
    const own = measure.of(mien);
    if (own === undefined) return [];
    const sign = measure.better === 'less' ? 1 : -1;
    const best = new Map<Maker, { readonly name: string; readonly value: number }>();
    for (const peer of peers) {
      const value = measure.of(peer);
      if (value === undefined) continue;
      const before = best.get(peer.maker);
      if (!before || value * sign < before.value * sign) best.set(peer.maker, { name: peer.name, value });
    }
    const rivals = [...best.values()];
    if (rivals.length === 0) return [];
    const ahead = rivals.every(({ value }) => own * sign < value * sign);
    const level = rivals.every(
      ({ value }) => measure.show(own) === measure.show(value) || own * sign < value * sign,
    );
    return {
      row: measure.row,
      mien: measure.show(own),
      peers: rivals.map(({ name, value }) => ({ name, value: measure.show(value) })),
      ahead: ahead && !allFrames(measure, own, rivals) ? 'yes' : level ? 'level' : 'no',
    };
  });
}

/** Whether Mien and the peers all keep up with the clip: then the decimals of their rates are noise. */
function allFrames(measure: Measure, own: number, rivals: readonly { readonly value: number }[]): boolean {
  return (
    measure.better === 'more' && [own, ...rivals.map(({ value }) => value)].every((fps) => fps >= ALL_FRAMES)
  );
}

function measures(mien: Entry): readonly Measure[] {
  const ofRuns = [...mien.runs.keys()].flatMap((faces) => {
    const clip = faces === 1 ? '1 face' : `${faces} faces`;
    const run = (
      what: string,
      better: 'less' | 'more',
      of: (run: RunFigures) => number,
      show = inMs,
    ): Measure => ({
      row: `${clip}: ${what}`,
      better,
      show,
      of(entry) {
        const figures = entry.runs.get(faces);
        return figures && of(figures);
      },
    });
    return [
      run('whole frame, median', 'less', ({ frameMs }) => frameMs.median),
      run('whole frame, p95', 'less', ({ frameMs }) => frameMs.p95),
      run('frames a second', 'more', ({ fps }) => fps, inFps),
      run('frame to overlay, median', 'less', ({ latencyMs }) => latencyMs.median),
      run('frame to overlay, p95', 'less', ({ latencyMs }) => latencyMs.p95),
      run('longest block of the page', 'less', ({ worstBlockMs }) => worstBlockMs, inBlocks),
      ...(faces > 0
        ? [run('readings per face and second', 'more', ({ readingsPerFace }) => readingsPerFace, inFps)]
        : []),
    ];
  });
  const ofStart = (['cold', 'warm'] as const).flatMap((cache) => {
    const name = cache === 'cold' ? 'empty cache' : 'warm cache';
    const visit = (what: string, field: keyof VisitFigures, show: (value: number) => string): Measure => ({
      row: `${name}: ${what}`,
      better: 'less',
      show,
      of: (entry) => entry.start?.[cache][field],
    });
    return [
      visit('navigation to first box', 'firstBoxMs', inMs),
      visit('navigation to first reading', 'firstReadingMs', inMs),
      visit('navigation to first label', 'firstLabelMs', inMs),
      visit('bytes transferred', 'transferred', inMb),
      ...(cache === 'cold' ? [visit('bytes unpacked', 'unpacked', inMb)] : []),
    ];
  });
  const ofSlow = [...mien.slow.keys()].flatMap((line) =>
    (
      [
        ['box', 'firstBoxMs'],
        ['label', 'firstLabelMs'],
      ] as const
    ).map(
      ([what, field]): Measure => ({
        row: `${line}: navigation to first ${what}`,
        better: 'less',
        show: inMs,
        of: (entry) => entry.slow.get(line)?.[field],
      }),
    ),
  );
  return [...ofRuns, ...ofStart, ...ofSlow];
}

/** Formats milliseconds. */
export function inMs(value: number): string {
  return `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

/** Formats bytes as kB or MB. */
export function inMb(value: number): string {
  return value < 1e5 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(2)} MB`;
}

function inFps(value: number): string {
  return value.toFixed(1);
}

function inBlocks(value: number): string {
  return value === 0 ? 'none' : inMs(value);
}
