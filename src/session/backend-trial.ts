import type { EngineAssets, EngineInfo, EngineOptions } from '#engine/protocol.ts';
import type { EngineClient } from './engine-client.ts';

/** WebGL drawn by the processor is 25 to 40 times slower than WASM (docs/measurements.md). */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;

/** The GPU must win clearly: moving over costs a moment, and the processor is needed for nothing else. */
const CLEARLY_FASTER = 0.8;
const TRIAL_MS = 60_000;

/** Whether real hardware draws WebGL here, as far as the browser says. */
export function isHardware(renderer: string | null): boolean {
  return renderer !== null && !SOFTWARE.test(renderer);
}

/** Whether an engine on WebGL is worth moving to from one on WASM. */
export function isFaster(trial: EngineInfo, present: EngineInfo): boolean {
  return trial.backend === 'webgl' && trial.faceMs < present.faceMs * CLEARLY_FASTER;
}

export interface Trial {
  /** Resolves with the engine's info once it has proved itself on WebGL, or null. */
  readonly outcome: Promise<EngineInfo | null>;
  readonly client: EngineClient;
}

/** Starts a second engine on WebGL beside the running one, so that no frame waits for shaders. */
export function tryWebGl(start: () => EngineClient, assets: EngineAssets, options: EngineOptions): Trial {
  const client = start();
  const outcome = new Promise<EngineInfo | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), TRIAL_MS);
    client.subscribe((message) => {
      if (message.type !== 'ready' && message.type !== 'failed') return;
      clearTimeout(timer);
      resolve(message.type === 'ready' && message.info.backend === 'webgl' ? message.info : null);
    });
  });
  const { handed } = client;
  client.post({ type: 'boot', assets, backend: 'webgl', options, resume: null, handed });
  return { outcome, client };
}
