/**
 * Makes the face detectors that MediaPipe Tasks' FaceDetector accepts out of the bare .tflite files in the npm
 * package @mediapipe/face_detection, which lack the metadata it asks for. Without a folder as argument it
 * writes into public/models/face-detector. The same package gives the same bytes.
 *
 *   npx tsx scripts/make-detectors.ts [folder]
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withMetadata } from './detectors/front-extension.ts';
import { detectorMetadata } from './detectors/metadata.ts';

const SOURCE = new URL('../node_modules/@mediapipe/face_detection/', import.meta.url);

const DETECTORS = [
  { from: 'face_detection_full_range_sparse.tflite', to: 'full-range.tflite', name: 'face-full-sparse' },
  { from: 'face_detection_short_range.tflite', to: 'short-range.tflite', name: 'face-short' },
] as const;

/** The detectors' files by name, and the manifest of their sizes and SHA-256 that the page checks them by. */
export function makeDetectors(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const { from, to, name } of DETECTORS) {
    const bare = readFileSync(new URL(from, SOURCE));
    files.set(to, withMetadata(bare, detectorMetadata(name, ['regressors', 'classificators'])));
  }
  const manifest = {
    files: [...files].map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  };
  files.set('manifest.json', new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`));
  return files;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2] ?? 'public/models/face-detector';
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of makeDetectors()) {
    writeFileSync(join(folder, path), bytes);
    console.log(`${join(folder, path)} ${bytes.length} bytes`);
  }
}
