import type { LimitedResult } from '#core/booth/attributes.ts';
import type { Result } from '#core/types.ts';
import type { DetectorChoice } from '#engine/protocol.ts';
import type { AppState } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import type { Session } from './session.ts';

/** The small read-only handle for tests, kiosks and other code on the page (README, "Driving it"). */
export interface MienHandle {
  readonly version: string;
  readonly state: {
    readonly phase: AppState['phase']['state'];
    readonly engine: AppState['engine']['state'];
    readonly backend: 'webgl' | 'wasm' | null;
    readonly detector: DetectorChoice | null;
    readonly source: string | null;
    readonly people: number;
  };
  /**
   * Only under ?seed-clock=1: advances the clip by `ms` and resolves once that frame is drawn. False past the end of
   * the clip.
   */
  readonly step?: (ms?: number) => Promise<boolean>;
}

/** The detail of a `mien-result` event: plain data with a stable format. A booth leaves out what it does not show. */
export type ResultDetail = Result | LimitedResult;

/** Dispatches a `mien-result` event on the window. */
export function announceResult(result: ResultDetail): void {
  window.dispatchEvent(new CustomEvent<ResultDetail>('mien-result', { detail: result }));
}

/** Defines `window.mien`. */
export function publishHandle(version: string, store: AppStore, session: Session): void {
  const handle: MienHandle = Object.freeze({
    version,
    get state() {
      const { phase, engine, result } = store.api.getState();
      return {
        phase: phase.state,
        engine: engine.state,
        backend: engine.state === 'ready' ? engine.info.backend : null,
        detector: engine.state === 'ready' ? engine.info.detector : null,
        source: phase.state === 'live' ? phase.source.kind : phase.state === 'photos' ? 'photos' : null,
        people: result?.faces.length ?? 0,
      };
    },
    ...(store.api.getState().stepped && {
      async step(ms?: number) {
        const more = await session.playback.step(ms);
        // Waits for two repaints: one for the overlay, one for React's panel.
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return more;
      },
    }),
  });
  Object.defineProperty(window, 'mien', { value: handle, enumerable: true });
}
