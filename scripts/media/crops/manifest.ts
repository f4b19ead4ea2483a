import { existsSync, readFileSync } from 'node:fs';

/** A picture to cut. `set`: the data set it is of; null where the manifest does not say. */
export interface Wanted {
  readonly sha1: string;
  readonly path: string;
  readonly set: string | null;
}

/** Each content once, however many paths it has. Throws where a line is not of a manifest. */
export function readManifest(file: string): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, i) => {
      if (line === '') return;
      const { sha1, path, set } = parseLine(line);
      if (!sha1 || !path) throw new Error(`${file}:${i + 1}: no sha1 and path`);
      if (!wanted.has(sha1)) wanted.set(sha1, { sha1, path, set: set || null });
    });
  return [...wanted.values()];
}

/** Throws where a picture's file is not there: a failure of the manifest, which no line of crops.jsonl may keep. */
export function requireFiles(pictures: readonly Wanted[]): void {
  const missing = pictures.filter(({ path }) => !existsSync(path));
  if (missing.length === 0) return;
  throw new Error(`${missing.length} of the pictures to cut are not there, the first is ${missing[0]?.path}`);
}

function parseLine(line: string): Partial<Wanted> {
  try {
    return (JSON.parse(line) ?? {}) as Partial<Wanted>;
  } catch {
    return {};
  }
}
