/**
 * The first script of the page, a small entry of its own. It starts the worker and the download of its files while
 * the main script is still loading. vite.config.ts adds it to the HTML, with preloads of its first files.
 */
import program from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { startEarlyEngine } from '#session/early-engine.ts';
import { type EngineClient, startEngineWorker } from '#session/engine-client.ts';
import { absoluteUrl, ENGINE_ASSETS, versionedUrl } from './addresses.ts';
import { settings } from './launch.ts';

/** MediaPipe's detector comes later than our own, and only if it is chosen. */
const detector = settings.detector === 'short' ? 'short' : 'full';

let early: EngineClient | null = startEarlyEngine(startEngineWorker, {
  program: absoluteUrl(program),
  finding: [ENGINE_ASSETS.detectors, versionedUrl(`models/face-detector/${detector}-range.bin`)],
  reading: [
    ENGINE_ASSETS.attributes,
    ...['model.json', 'weights.bin', 'golden.bin'].map((name) =>
      versionedUrl(`models/face-attributes/${name}`),
    ),
  ],
});

/** Returns the worker started by this script at the first call, and a new one at each later call. */
export function startEngine(): EngineClient {
  const client = early ?? startEngineWorker();
  early = null;
  return client;
}
