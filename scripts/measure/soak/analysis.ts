import { percentile } from '#core/stats.ts';
import { FAULTS, type Fault, RECOVERY_SECONDS } from './plan.ts';
import type { Memory, Sample, SoakRecord } from './record.ts';

const MB = 1e6;
const MOST_MB_AN_HOUR = 1;
const LEAST_FPS_RATIO = 0.97;
/** Accepted deviation of the day's numbers from the plan, as a fraction. */
const COUNT_TOLERANCE = 0.1;
/** Faults that the screen must say. */
const SAID: readonly Fault[] = ['unplugged', 'black', 'frozen'];
/** The first part of each life, in which memory grows for good reasons: seconds, and as a fraction of the run. */
const SETTLING = { seconds: 600, fraction: 1 / 4 } as const;
/** A line is judged by its slope and this many standard errors. */
const ERRORS = 2;

/** Slope and standard error of a line, in units of y by unit of x. */
export interface Line {
  readonly slope: number;
  readonly error: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A bar of the run. `met` is null if the run is too short to tell. */
export interface Bar {
  readonly bar: string;
  readonly measured: string;
  readonly met: boolean | null;
}

export interface FaultRow {
  readonly fault: Fault;
  readonly times: number;
  /** Median and maximum until the screen said it, and until the show went on, milliseconds; null if any is missing. */
  readonly saidMs: Worst | null;
  readonly recoveredMs: Worst | null;
}

interface Worst {
  readonly median: number;
  readonly most: number;
}

export interface Analysis {
  /** Seconds at the beginning of each life that the lines leave out. */
  readonly settlingSeconds: number;
  /** MB an hour, and nodes an hour. */
  readonly lines: Readonly<Record<keyof Memory | 'nodes', Line | null>>;
  readonly fps: { readonly first: number; readonly last: number } | null;
  readonly latencyMs: { readonly first: number; readonly last: number } | null;
  readonly faults: readonly FaultRow[];
  readonly bars: readonly Bar[];
}

/**
 * Fits lines with one common slope to several groups of points, each with its own intercept: a restart that empties a
 * heap must not hide its growth. Null with fewer than three points more than groups.
 */
export function fitLine(groups: readonly (readonly Point[])[]): Line | null {
  const centred = groups.flatMap((points) => {
    const [x, y] = [mean(points.map((one) => one.x)), mean(points.map((one) => one.y))];
    return points.map((one) => ({ x: one.x - x, y: one.y - y }));
  });
  const used = groups.filter((points) => points.length > 0).length;
  const freedom = centred.length - used - 1;
  const spread = sum(centred.map(({ x }) => x * x));
  if (freedom < 2 || spread === 0) return null;
  const slope = sum(centred.map(({ x, y }) => x * y)) / spread;
  const residual = sum(centred.map(({ x, y }) => (y - slope * x) ** 2));
  return { slope, error: Math.sqrt(residual / freedom / spread) };
}

/** Judges a run, or the part of it that has been run. */
export function analyse(record: SoakRecord): Analysis {
  const { samples, sittings } = record;
  const settlingSeconds = Math.min(SETTLING.seconds, record.at * SETTLING.fraction);
  const lineOf = (value: (one: Sample) => number | null, life: (one: Sample) => string) =>
    fitLine(settled(samples, life, settlingSeconds).map((lives) => pointsOf(lives, value)));
  const inMb = (name: keyof Memory) => (one: Sample) => (one[name] === null ? null : one[name] / MB);
  const document = (one: Sample) => `${one.document}`;
  const engine = (one: Sample) => `${one.document} ${one.engine}`;
  const lines: Analysis['lines'] = {
    page: lineOf(inMb('page'), document),
    worker: lineOf(inMb('worker'), engine),
    wasm: lineOf(inMb('wasm'), engine),
    renderers: lineOf(inMb('renderers'), engine),
    nodes: lineOf(({ nodes }) => nodes, document),
  };
  const fps = ends(samples.map((one) => one.fps));
  const latencyMs = ends(samples.flatMap((one) => one.latencyMs ?? []));
  const faults = FAULTS.flatMap((fault) => faultRow(record, fault) ?? []);
  const visitors = sum(sittings.map((one) => one.visitors));
  const counted = (what: 'passed' | 'stayed') => sum(sittings.map((one) => one[what]));
  return {
    settlingSeconds,
    lines,
    fps,
    latencyMs,
    faults,
    bars: [
      memoryBar('page heap', lines.page),
      memoryBar('worker heap', lines.worker),
      memoryBar('WASM memory', lines.wasm),
      {
        bar: `frames a second of the last tenth ≥ ${LEAST_FPS_RATIO} × those of the first`,
        measured: fps ? `${(fps.last / fps.first).toFixed(3)} ×` : 'too few samples',
        met: fps && fps.last >= LEAST_FPS_RATIO * fps.first,
      },
      ...faults.map(recoveryBar),
      ...faults.filter(({ fault }) => SAID.includes(fault)).map(saidBar),
      countBar('passed', counted('passed'), visitors),
      countBar('stayed', counted('stayed'), visitors),
    ],
  };
}

/** The samples of each life, without its first seconds. */
function settled(
  samples: readonly Sample[],
  life: (one: Sample) => string,
  settlingSeconds: number,
): readonly (readonly Sample[])[] {
  const lives = new Map<string, Sample[]>();
  for (const one of samples) {
    const own = lives.get(life(one));
    if (own) own.push(one);
    else lives.set(life(one), [one]);
  }
  return [...lives.values()].map((all) => all.filter(({ at }) => at >= (all[0]?.at ?? 0) + settlingSeconds));
}

function pointsOf(samples: readonly Sample[], value: (one: Sample) => number | null): readonly Point[] {
  return samples.flatMap((one) => {
    const y = value(one);
    return y === null ? [] : [{ x: one.at / 3600, y }];
  });
}

/** Means of the first and the last tenth; null without values. */
function ends(values: readonly number[]): { readonly first: number; readonly last: number } | null {
  const tenth = Math.max(1, Math.round(values.length / 10));
  if (values.length < 2) return null;
  return { first: mean(values.slice(0, tenth)), last: mean(values.slice(-tenth)) };
}

function faultRow({ recoveries }: SoakRecord, fault: Fault): FaultRow | null {
  const own = recoveries.filter((one) => one.fault === fault);
  if (own.length === 0) return null;
  return {
    fault,
    times: own.length,
    saidMs: worst(own.map(({ saidMs }) => saidMs)),
    recoveredMs: worst(own.map(({ recoveredMs }) => recoveredMs)),
  };
}

function worst(values: readonly (number | null)[]): Worst | null {
  const all = values.filter((value) => value !== null);
  if (all.length < values.length) return null;
  return { median: percentile(all, 0.5), most: Math.max(...all) };
}

function memoryBar(what: string, line: Line | null): Bar {
  const bar = `${what} grows by less than ${MOST_MB_AN_HOUR} MB an hour`;
  if (line === null) return { bar, measured: 'too few samples', met: null };
  const margin = ERRORS * line.error;
  const met =
    line.slope + margin < MOST_MB_AN_HOUR ? true : line.slope - margin >= MOST_MB_AN_HOUR ? false : null;
  return { bar, measured: `${lineText(line)} MB an hour`, met };
}

function recoveryBar({ fault, times, recoveredMs }: FaultRow): Bar {
  const bar = `${fault} (${times} ×): goes on within ${RECOVERY_SECONDS} s`;
  if (recoveredMs === null) return { bar, measured: 'did not go on in time', met: false };
  const measured = `${(recoveredMs.most / 1000).toFixed(1)} s at most`;
  return { bar, measured, met: recoveredMs.most <= RECOVERY_SECONDS * 1000 };
}

function saidBar({ fault, saidMs }: FaultRow): Bar {
  const measured = saidMs ? `after ${(saidMs.most / 1000).toFixed(1)} s at most` : 'not each time';
  return { bar: `${fault}: the screen says it`, measured, met: saidMs !== null };
}

function countBar(what: string, counted: number, made: number): Bar {
  const met = Math.abs(counted - made) <= COUNT_TOLERANCE * made;
  return { bar: `${what}: within 10 % of the plan`, measured: `${counted} counted of ${made}`, met };
}

/** Writes a slope with its standard error. */
export const lineText = ({ slope, error }: Line): string => `${slope.toFixed(2)} ± ${error.toFixed(2)}`;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
