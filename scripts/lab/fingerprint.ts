import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesBelow } from './files.ts';

/** Code that a still goes through. */
const SOURCES = ['src/core', 'src/engine'];
const DECODER = 'src/source/stills.ts';
/** Chooses the face of a picture. A crop depends on it, a reading does not: that has all faces. */
const MAIN_FACE = 'scripts/lab/main-face.ts';

/** Modules of src/core that only moving pictures, displays and exports use. What is not named here counts. */
export const NOT_FOR_STILLS = [
  'assign.ts',
  'evidence.ts',
  'hysteresis.ts',
  'memory.ts',
  'motion.ts',
  'person.ts',
  'report.ts',
  'schedule.ts',
  'smooth.ts',
  'stats.ts',
  'steady.ts',
  'target.ts',
  'track.ts',
  'withhold.ts',
] as const satisfies readonly string[];

/**
 * Hash of everything that the reading of a still depends on: code, tfjs, the detectors, the network and what
 * its card says of it. Readings under another fingerprint are not used again. 16 hexadecimal digits.
 *
 * @param pages folders of the code that asks for the reading.
 */
export function readingFingerprint(detectors: string, attributes: string, pages: readonly string[]): string {
  // The network's files come with their hashes; names and figures change no reading.
  const { input, temperature, files } = readJson(join(attributes, 'card.json')) as Record<string, unknown>;
  return hashOf(detectors, pages, JSON.stringify({ input, temperature, files }));
}

/** Hash of everything that the crop of a still depends on, with the folders `pages` of the code that asks for it. */
export function cropFingerprint(detectors: string, pages: readonly string[]): string {
  return hashOf(detectors, pages, readFileSync(MAIN_FACE, 'utf8'));
}

function hashOf(detectors: string, pages: readonly string[], more: string): string {
  const hash = createHash('sha256');
  const skipped: readonly string[] = NOT_FOR_STILLS;
  const code = [...SOURCES, ...pages]
    .flatMap(filesBelow)
    .filter(
      (path) =>
        !path.endsWith('.test.ts') && !(path.startsWith('src/core') && skipped.includes(basename(path))),
    );
  for (const path of [...code, DECODER, ...filesBelow(detectors)]) {
    hash.update(`\n${basename(path)}\n`).update(readFileSync(path));
  }
  const { packages } = readJson('package-lock.json') as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
  };
  const tfjs = Object.entries(packages).filter(([name]) => name.startsWith('node_modules/@tensorflow/'));
  hash.update(JSON.stringify(tfjs.map(([name, { integrity }]) => [name, integrity])));
  return hash.update(more).digest('hex').slice(0, 16);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
