import { basename, extname } from 'node:path';
import type { Emotion } from '#core/labels.ts';
import { filesBelow, sha1OfFile } from '../files.ts';
import { bucketOf, distinct, type LeftOut, type Sample } from '../sample.ts';
import { readAllAgeFaces } from './all-age-faces.ts';
import { readAppaReal } from './appa-real.ts';
import { readFairFace } from './fairface.ts';
import { readFerPlus } from './ferplus.ts';
import { readGenki } from './genki4k.ts';
import { readOwnTable } from './own-table.ts';
import { readRafDb } from './rafdb.ts';
import type { SetFiles, SetReader } from './set.ts';
import { readUtkFace } from './utkface.ts';

/** The sets of docs/data.md by the names that --set gives them. */
const READERS: Readonly<Record<string, SetReader>> = {
  utkface: readUtkFace,
  ferplus: readFerPlus,
  genki4k: readGenki,
  rafdb: readRafDb,
  allagefaces: readAllAgeFaces,
  apparreal: readAppaReal,
  fairface: readFairFace,
};

/** A set as --set names it: `name=DIR`, `name=DIR,CSV` or `csv=FILE`. */
export interface SetRequest {
  readonly kind: string;
  readonly folder: string;
  readonly table: string | null;
}

/** A set ready to evaluate. */
export interface EvaluationSet {
  readonly name: string;
  readonly samples: readonly Sample[];
  readonly emotions: readonly Emotion[];
  readonly leftOut: LeftOut;
}

/** Throws, naming the sets there are, for one that is not known. */
export function parseSet(text: string): SetRequest {
  const [, kind = '', folder = '', table = null] = /^([^=]+)=([^,]+)(?:,(.+))?$/.exec(text) ?? [];
  if (kind !== 'csv' && !READERS[kind]) {
    throw new Error(`--set ${text}: must be ${[...Object.keys(READERS), 'csv'].join(', ')} with =DIR`);
  }
  return { kind, folder, table };
}

/**
 * Reads labels, hashes the pictures and picks what is evaluated: the held-out part (unless `all`), each picture
 * once, and of those at most `limit`, always the same ones. Throws where nothing is left.
 */
export function readSet(
  { kind, folder, table }: SetRequest,
  { all, limit }: { readonly all: boolean; readonly limit: number | null },
): EvaluationSet {
  const files = kind === 'csv' ? readOwnTable(folder) : filesOf(kind, folder, table, all);
  const hashed = files.candidates.map((one) => ({ ...one, sha1: sha1OfFile(one.path) }));
  const bound = all ? null : files.heldOutBelow;
  const held = hashed.filter(({ sha1 }) => bound === null || bucketOf(sha1) < bound);
  const { samples, leftOut } = distinct(held);
  const taken = limit === null ? samples : samples.slice(0, limit);
  const name = kind === 'csv' ? `csv-${basename(folder, extname(folder))}` : kind;
  if (taken.length === 0) throw new Error(`${name}: nothing to evaluate in ${folder}`);
  const counts = { ...files.leftOut, 'not held out': hashed.length - held.length, ...leftOut };
  const told = Object.entries({ ...counts, 'beyond the limit': samples.length - taken.length });
  return {
    name,
    samples: taken,
    emotions: files.emotions,
    leftOut: Object.fromEntries(told.filter(([, count]) => count > 0)),
  };
}

function filesOf(kind: string, folder: string, table: string | null, all: boolean): SetFiles {
  const read = READERS[kind];
  if (!read) throw new Error(`no set ${kind}`);
  if (filesBelow(folder).length === 0) throw new Error(`${folder} is empty`);
  return read({ folder, table }, all);
}
