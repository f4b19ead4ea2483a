/**
 * Makes the face detectors that the page runs (src/engine/detector-file.ts) from the .tflite files in the npm
 * package @mediapipe/face_detection.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runProgram } from '../../run/program.ts';
import { makeDetectors } from './make-detectors.ts';

const SHIPPED = 'public/models/face-detector';
const USAGE = `npm run detectors -- [folder]
  folder             to which the files are written, by default ${SHIPPED}`;

await runProgram(USAGE, detectors);

function detectors(args: readonly string[]): void {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const folder = positionals[0] ?? SHIPPED;
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of makeDetectors()) {
    writeFileSync(join(folder, path), bytes);
    console.log(`${join(folder, path)} ${bytes.length} bytes`);
  }
}
