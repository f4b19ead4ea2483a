/**
 * The first script of the page, an entry of its own and a small one: the worker and its files are under way while
 * the page's program still arrives. vite.config.ts puts it, and preloads of its first files, into the HTML.
 */
import program from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { startEarlyEngine } from '#session/early-engine.ts';
import { type EngineClient, startEngineWorker } from '#session/engine-client.ts';
import { ENGINE_ASSETS, here, sealed } from './addresses.ts';
import { settings } from './launch.ts';

let early: EngineClient | null = startEarlyEngine(startEngineWorker, {
  program: here(program),
  finding: [ENGINE_ASSETS.detectors, sealed(`models/face-detector/${settings.detector}-range.bin`)],
  reading: [
    ENGINE_ASSETS.attributes,
    ...['model.json', 'weights.bin', 'golden.bin'].map((name) => sealed(`models/face-attributes/${name}`)),
  ],
});

/** The early worker at first, a new one at each later call. */
export function startEngine(): EngineClient {
  const client = early ?? startEngineWorker();
  early = null;
  return client;
}
