import { isHardware } from '#core/renderer.ts';
import type { EngineAssets, EngineFailure, EngineOptions } from '#engine/protocol.ts';
import { loadVerdict, type SettingsStorage, saveVerdict } from '#store/persist.ts';
import type { EngineState, NoticeContent, Settings } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import { isFaster, tryWebGl } from './backend-trial.ts';
import type { EngineClient } from './engine-client.ts';
import { createEngineHost, type EngineHost } from './engine-host.ts';
import { PAGE_TIMERS } from './watchdog.ts';

export interface EngineControlParts {
  readonly store: AppStore;
  readonly start: () => EngineClient;
  readonly assets: EngineAssets;
  readonly storage: () => SettingsStorage;
  /** Memory is scarce: no second engine is started for a trial. */
  readonly sparing: boolean;
  notify(content: NoticeContent): void;
  onFailed(failure: EngineFailure): void;
}

/** Runs the engine by the store's settings, and keeps its state in the store. */
export interface EngineControl {
  readonly host: EngineHost;
  /** Resolves once the engine runs; false if it failed. */
  ready(): Promise<boolean>;
  /** Resolves once live frames are answered, even if without readings yet; false if the engine failed. */
  finding(): Promise<boolean>;
  /** Resolves once the engine runs; a failure does not end the wait, because the user may retry. */
  running(): Promise<void>;
  /**
   * From now on every face of every live picture is read, however long that takes, or again within the time budget.
   * Drops tracks and smoothing.
   */
  readEveryFace(every: boolean): void;
  restart(): void;
  restartIfFailed(): void;
  /** Applies the settings that are different from `before`. */
  apply(before: Settings): void;
  /** Tries once, while the engine runs, whether the GPU is faster. The verdict is stored for the next visit. */
  tryOtherBackend(): void;
}

function detectsFaces(engine: EngineState): boolean {
  return engine.state === 'ready' || (engine.state === 'loading' && engine.finding);
}

/** Does not start the engine: call `restart`. */
export function createEngineControl(parts: EngineControlParts): EngineControl {
  const { store, assets, notify } = parts;
  const { dispatch } = store;
  const state = () => store.api.getState();
  let trialDone = false;
  let everyFace = false;

  const options = (): EngineOptions => {
    const { settings, stepped } = state();
    return {
      maxFaces: settings.maxFaces,
      detector: settings.detector,
      smoothing: settings.smooth,
      exhaustive: stepped || everyFace,
      area: settings.area,
      cover: settings.cover !== 'off',
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
    onDetector(info, notice) {
      if (info) dispatch({ type: 'engine-ready', info });
      if (notice) notify(notice);
    },
    onRestarting: () => dispatch({ type: 'engine-restarting' }),
    onFailed: parts.onFailed,
  });

  /** Resolves with the first state of the engine for which `settles` is true. */
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
    readEveryFace(every) {
      everyFace = every;
      host.setOptions(options());
      host.forget();
    },
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
        // In the middle of a video another backend would change the numbers a little.
        const stillWanted =
          !everyFace && state().settings.backend === 'auto' && state().engine.state === 'ready';
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
