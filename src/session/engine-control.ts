import type { EngineAssets, EngineFailure, EngineOptions } from '#engine/protocol.ts';
import { loadVerdict, type SettingsStorage, saveVerdict } from '#store/persist.ts';
import type { EngineState, NoticeContent, Settings } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import { isFaster, isHardware, tryWebGl } from './backend-trial.ts';
import type { EngineClient } from './engine-client.ts';
import { createEngineHost, type EngineHost } from './engine-host.ts';
import { PAGE_TIMERS } from './watchdog.ts';

export interface EngineControlParts {
  readonly store: AppStore;
  readonly start: () => EngineClient;
  readonly assets: EngineAssets;
  readonly storage: () => SettingsStorage;
  /** Memory is scarce: no second engine is started beside the first. */
  readonly sparing: boolean;
  notify(content: NoticeContent): void;
  onFailed(failure: EngineFailure): void;
}

/** The engine as the store's settings want it, and the store told how it does. */
export interface EngineControl {
  readonly host: EngineHost;
  /** Resolves once the engine runs; false if it failed. */
  ready(): Promise<boolean>;
  /** Resolves once live frames are answered, be it without readings yet; false if the engine failed. */
  finding(): Promise<boolean>;
  /** Resolves once the engine runs, after whatever trouble and retry. */
  running(): Promise<void>;
  restart(): void;
  restartIfFailed(): void;
  /** What changed in the settings, carried out. */
  apply(before: Settings): void;
  /** Once, when things run: is the GPU faster? Its verdict is remembered for the next visit. */
  tryOtherBackend(): void;
}

function detectsFaces(engine: EngineState): boolean {
  return engine.state === 'ready' || (engine.state === 'loading' && engine.finding);
}

export function createEngineControl(parts: EngineControlParts): EngineControl {
  const { store, assets, notify } = parts;
  const { dispatch } = store;
  const state = () => store.api.getState();
  let trialDone = false;

  const options = (): EngineOptions => {
    const { settings, stepped } = state();
    return {
      maxFaces: settings.maxFaces,
      detector: settings.detector,
      smoothing: settings.smooth,
      exhaustive: stepped,
    };
  };

  const host = createEngineHost({
    start: parts.start,
    assets,
    timers: PAGE_TIMERS,
    now: () => performance.now(),
    onLoading: (progress) => dispatch({ type: 'engine-loading', ...progress }),
    onReady(info, notice, restarted) {
      dispatch({ type: 'engine-ready', info });
      if (notice) notify(notice);
      if (restarted) notify({ code: 'engine-restarted' });
    },
    onRestarting: () => dispatch({ type: 'engine-restarting' }),
    onFailed: parts.onFailed,
  });

  /** Resolves with the first engine state that `settles`. */
  function engineWhen(settles: (engine: EngineState) => boolean): Promise<EngineState> {
    return new Promise((resolve) => {
      const look = () => {
        const { engine } = state();
        const found = settles(engine);
        if (found) resolve(engine);
        return found;
      };
      if (look()) return;
      const unsubscribe = store.api.subscribe(() => {
        if (look()) unsubscribe();
      });
    });
  }

  function restart(): void {
    dispatch({ type: 'engine-loading', loaded: 0, total: 0, finding: false });
    host.boot(state().settings.backend, options());
  }

  return {
    host,
    ready: async () =>
      (await engineWhen(({ state }) => state === 'ready' || state === 'failed')).state === 'ready',
    finding: async () =>
      (await engineWhen((engine) => detectsFaces(engine) || engine.state === 'failed')).state !== 'failed',
    running: async () => void (await engineWhen(({ state }) => state === 'ready')),
    restart,
    restartIfFailed() {
      if (state().engine.state === 'failed') restart();
    },
    apply(before) {
      if (state().settings.backend === before.backend) {
        host.setOptions(options());
        return;
      }
      trialDone = false;
      restart();
    },
    tryOtherBackend() {
      const { engine, settings, stepped } = state();
      if (parts.sparing || trialDone || stepped || engine.state !== 'ready' || settings.backend !== 'auto')
        return;
      trialDone = true;
      const { info } = engine;
      if (info.backend === 'webgl' || !isHardware(info.renderer)) return;
      const known = loadVerdict(parts.storage);
      const renderer = info.renderer ?? '';
      if (known?.backend === 'wasm' && known.model === info.model && known.renderer === renderer) return;
      const trial = tryWebGl(parts.start, assets, options());
      void trial.outcome.then((found) => {
        const better = found !== null && isFaster(found, info);
        const stillWanted = state().settings.backend === 'auto' && state().engine.state === 'ready';
        saveVerdict(parts.storage, { model: info.model, renderer, backend: better ? 'webgl' : 'wasm' });
        if (better && stillWanted) {
          host.adopt(trial.client, found);
          dispatch({ type: 'engine-ready', info: found });
        } else {
          trial.client.close();
        }
      });
    },
  };
}
