import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseTflite } from '../formats/tflite.ts';
import { detectorBytes } from './detector-bytes.ts';
import { simplify } from './simplify.ts';

const SOURCE = new URL('../../../node_modules/@mediapipe/face_detection/', import.meta.url);

const DETECTORS = [
  { from: 'face_detection_full_range_sparse.tflite', to: 'full-range.bin' },
  { from: 'face_detection_short_range.tflite', to: 'short-range.bin' },
] as const;

/**
 * Returns the detectors' files by name, and the manifest with their sizes and SHA-256, which the page checks. The same
 * version of @mediapipe/face_detection gives the same bytes.
 */
export function makeDetectors(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const { from, to } of DETECTORS) {
    files.set(to, detectorBytes(simplify(parseTflite(readFileSync(new URL(from, SOURCE))))));
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
