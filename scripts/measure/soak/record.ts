import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './plan.ts';

/** Memory is in bytes; null where the browser did not tell it. */
export interface Memory {
  /** JavaScript of the page and of its worker, after a garbage collection in both. */
  readonly page: number | null;
  readonly worker: number | null;
  readonly wasm: number | null;
  /** Resident memory of the browser's renderer processes. */
  readonly renderers: number | null;
}

/** One look at the running show. */
export interface Sample extends Memory {
  /** Seconds since the show began. */
  readonly at: number;
  /** Count of the documents and of the workers so far: each begins with an empty heap. */
  readonly document: number;
  readonly engine: number;
  readonly nodes: number | null;
  readonly tensors: number | null;
  /** Answers a second since the last sample, and their median and 95th percentile from picture to overlay. */
  readonly fps: number;
  readonly latencyMs: number | null;
  readonly latencyP95Ms: number | null;
}

/** How the show came through a fault. Null: not in time. */
export interface Recovery {
  readonly fault: Fault;
  /** Seconds since the show began. */
  readonly at: number;
  /** From the fault's beginning until the screen said it; always null for faults that it need not say. */
  readonly saidMs: number | null;
  /** From the fault's end until the show read pictures again and said nothing of a fault. */
  readonly recoveredMs: number | null;
}

/** A part of the run without a break of the program. */
export interface Sitting {
  readonly date: string;
  readonly browser: string;
  /** Seconds since the show began. */
  readonly from: number;
  readonly to: number;
  /** Visitors of the plan, and the day's numbers of the booth. */
  readonly visitors: number;
  readonly passed: number;
  readonly stayed: number;
  /** Frames that the browser's garbage collection found open. */
  readonly openFrames: number;
  /** Errors in the console of the page and its workers, each once. */
  readonly errors: readonly string[];
}

/** Everything that is kept of a run; it grows until `at` reaches `seconds`. */
export interface SoakRecord {
  readonly seed: number;
  readonly seconds: number;
  /** Up to where the plan was run, seconds. */
  readonly at: number;
  readonly sittings: readonly Sitting[];
  readonly samples: readonly Sample[];
  readonly recoveries: readonly Recovery[];
}

const FILE = 'record.json';

/** The record before the first sitting. */
export const newRecord = (seconds: number, seed: number): SoakRecord => ({
  seed,
  seconds,
  at: 0,
  sittings: [],
  samples: [],
  recoveries: [],
});

/** Writes the record into a folder, which is made if it is missing. */
export function writeRecord(folder: string, record: SoakRecord): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, FILE), `${JSON.stringify(record)}\n`);
}

/** Reads record.json from the folder of an earlier run. Throws if it is missing or damaged. */
export function readRecord(folder: string): SoakRecord {
  const path = join(folder, FILE);
  if (!existsSync(path)) throw new Error(`there is no run to resume in ${folder}: leave out --resume`);
  let record: Partial<SoakRecord> | null;
  try {
    record = JSON.parse(readFileSync(path, 'utf8')) as Partial<SoakRecord> | null;
  } catch {
    throw new Error(`${path} is damaged: delete it and begin again without --resume`);
  }
  const { seed, seconds, at, sittings, samples, recoveries } = record ?? {};
  const numbers = [seed, seconds, at].every(Number.isFinite);
  if (!numbers || ![sittings, samples, recoveries].every(Array.isArray))
    throw new Error(`${path} is not the record of a run: delete it and begin again without --resume`);
  return record as SoakRecord;
}
