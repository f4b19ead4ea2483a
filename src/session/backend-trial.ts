import type { EngineAssets, EngineInfo, EngineOptions } from '#engine/protocol.ts';
import type { EngineClient } from './engine-client.ts';

/** WebGL must need less than this share of WASM's time, because a change of engine interrupts the live view. */
const CLEARLY_FASTER = 0.8;
/** A trial that has not finished after this time counts as failed. */
const TRIAL_MS = 60_000;

/** Whether the trial's engine on WebGL is clearly faster than the present one. */
export function isFaster(trial: EngineInfo, present: EngineInfo): boolean {
  return trial.backend === 'webgl' && trial.faceMs < present.faceMs * CLEARLY_FASTER;
}

/** A second engine that is tried on WebGL. */
export interface Trial {
  /** Resolves with the engine's info once it is ready on WebGL; null if it is not within a minute. Never rejects. */
  readonly outcome: Promise<EngineInfo | null>;
  readonly client: EngineClient;
}

/** Starts a second engine on WebGL while the first one keeps running, so that no frame waits for shaders. */
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
