import { sha1OfFile } from '../../../lab/files.ts';
import { type Part, requireFiles } from '../../../lab/manifest.ts';
import { readManifestSets } from './manifest-sets.ts';
import { readOwnTable } from './own-table.ts';
import type { EvaluationSet } from './set.ts';

/** Which pictures are evaluated. */
export interface Selection {
  /** A manifest of training; null: tables alone. */
  readonly manifest: string | null;
  /** Sets of the manifest; none: all that have pictures of the part. */
  readonly names: readonly string[];
  /** Tables of one's own, which have no parts. */
  readonly tables: readonly string[];
  /** The part of the manifest; null: all. */
  readonly part: Part | null;
  /** Most pictures of a set, always the same ones: those with the smallest SHA-1. Null: all. */
  readonly limit: number | null;
}

/**
 * The sets that are evaluated: those of the manifest, then the tables. Throws where one has no picture, where two
 * have one name, and where a picture is missing or is not the one that the manifest lists.
 */
export function readSets({ manifest, names, tables, part, limit }: Selection): readonly EvaluationSet[] {
  const listed = manifest === null ? [] : readManifestSets(manifest, names, part);
  const sets = [...listed, ...tables.map(readOwnTable)].map((set) => limited(set, limit));
  const named = sets.map(({ name }) => name);
  if (new Set(named).size < named.length) throw new Error(`a set is named twice: ${named.join(', ')}`);
  if (manifest !== null) checkPictures(manifest, sets.slice(0, listed.length));
  return sets;
}

function limited(set: EvaluationSet, limit: number | null): EvaluationSet {
  const samples = set.samples.slice(0, limit ?? undefined);
  const counts = { ...set.leftOut, 'beyond the limit': set.samples.length - samples.length };
  const leftOut = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  return { ...set, samples, leftOut };
}

/** Throws where a file is missing, or has changed since the manifest was written. */
function checkPictures(manifest: string, sets: readonly EvaluationSet[]): void {
  const samples = sets.flatMap((set) => set.samples);
  requireFiles(samples);
  const changed = samples.find(({ path, sha1 }) => sha1OfFile(path) !== sha1);
  if (!changed) return;
  throw new Error(
    `${changed.path} is not the picture that ${manifest} lists (its SHA-1 differs): make the manifest again with ` +
      'python -m training.prepare',
  );
}
