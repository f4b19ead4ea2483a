import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesBelow } from './files.ts';

/** Folders with the code that reads a still. */
const SOURCES = ['src/core', 'src/engine'];
const DECODER = 'src/source/stills.ts';
/** Crops depend on the choice of the main face; readings do not, because all faces of a picture are read. */
const MAIN_FACE = 'scripts/lab/main-face.ts';

/** Modules of src/core that stills do not depend on: only live video, displays and exports use them. */
export const NOT_FOR_STILLS = [
  'assign.ts',
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
] as const satisfies readonly string[];

/**
 * Returns a hash, 16 hexadecimal digits, of everything that the reading of a still depends on: code, tfjs, detectors,
 * network and its card. Readings that were stored under another fingerprint are not reused.
 *
 * @param detectors folder of the detectors.
 * @param attributes folder of the attribute network.
 * @param pages folders of the lab page's own code.
 */
export function readingFingerprint(detectors: string, attributes: string, pages: readonly string[]): string {
  // `files` contains the hashes of the network's files. The card's other fields do not affect a reading.
  const { input, temperature, files } = readJson(join(attributes, 'card.json')) as Record<string, unknown>;
  return hashOf(detectors, pages, JSON.stringify({ input, temperature, files }));
}

/** Returns a hash, 16 hexadecimal digits, of everything that the crop of a still depends on; parameters as above. */
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
