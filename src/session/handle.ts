import type { Result } from '#core/types.ts';
import type { AppState } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import type { Session } from './session.ts';

/** The small read-only handle for QA, booths and other code on the page (README, "Driving it"). */
export interface MienHandle {
  readonly version: string;
  readonly state: {
    readonly phase: AppState['phase']['at'];
    readonly engine: AppState['engine']['at'];
    readonly backend: 'webgl' | 'wasm' | null;
    readonly source: string | null;
    readonly people: number;
  };
  /** Under ?seed-clock=1 alone: goes on by `ms` of clip time and resolves when that frame is drawn. */
  readonly step?: (ms?: number) => Promise<boolean>;
}

/** The detail of a `mien-result` event: stable, plain data. */
export type ResultDetail = Result;

/** Tells the page of a result. */
export function announceResult(result: Result): void {
  window.dispatchEvent(new CustomEvent<ResultDetail>('mien-result', { detail: result }));
}

/** Puts `window.mien` there. */
export function publishHandle(version: string, store: AppStore, session: Session): void {
  const handle: MienHandle = Object.freeze({
    version,
    get state() {
      const { phase, engine, result } = store.api.getState();
      return {
        phase: phase.at,
        engine: engine.at,
        backend: engine.at === 'ready' ? engine.info.backend : null,
        source: phase.at === 'live' ? phase.source.kind : phase.at === 'photos' ? 'photos' : null,
        people: result?.faces.length ?? 0,
      };
    },
    ...(store.api.getState().stepped && {
      async step(ms?: number) {
        const more = await session.playback.step(ms);
        // Two repaints: the overlay has drawn, and React's panel has been painted.
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return more;
      },
    }),
  });
  Object.defineProperty(window, 'mien', { value: handle, enumerable: true });
}
