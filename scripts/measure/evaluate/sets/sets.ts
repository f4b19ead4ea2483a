import { sha1OfFile } from '../../../lab/files.ts';
import { type Part, requireFiles } from '../../../lab/manifest.ts';
import { readManifestSets } from './manifest-sets.ts';
import { readOwnTable } from './own-table.ts';
import type { EvaluationSet } from './set.ts';

/** The pictures to evaluate. */
export interface Selection {
  /** A manifest of training; null: only tables. */
  readonly manifest: string | null;
  /** Sets of the manifest; empty: all with pictures of the part. */
  readonly names: readonly string[];
  /** The user's own tables, which have no parts. */
  readonly tables: readonly string[];
  /** The part of the manifest; null: all. */
  readonly part: Part | null;
  /** Maximum number of pictures of a set: those with the smallest SHA-1, so always the same. Null: all. */
  readonly limit: number | null;
}

/**
 * Returns the sets to evaluate: those of the manifest, then the tables. Throws if a set is empty, if two have the same
 * name, and if a picture is missing or differs from the one that the manifest lists.
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

/** Throws if a file is missing or has changed since the manifest was written. */
function checkPictures(manifest: string, sets: readonly EvaluationSet[]): void {
  const samples = sets.flatMap((set) => set.samples);
  requireFiles(samples);
  const changed = samples.find(({ path, sha1 }) => sha1OfFile(path) !== sha1);
  if (!changed) return;
  throw new Error(
    `${changed.path} is not the picture that ${manifest} lists (its SHA-1 differs): make the manifest again with ` +
      'python -m training prepare',
  );
}
