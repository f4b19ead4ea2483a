import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Session } from '#session/session.ts';
import type { AppState } from '#store/state.ts';
import { watchPixelRatio } from './pixel-ratio.ts';

/** The props of App, available to every component. */
export interface Wiring {
  readonly store: StoreApi<AppState>;
  readonly session: Session;
}

export const WiringContext = createContext<Wiring | null>(null);

/** Returns the store and the session. Throws outside of App. */
export function useWiring(): Wiring {
  const wiring = useContext(WiringContext);
  if (wiring === null) throw new Error('used outside of App');
  return wiring;
}

/** Returns the session. Throws outside of App. */
export const useSession = (): Session => useWiring().session;
export const useSourceActions = (): Session['sources'] => useSession().sources;
export const usePlaybackActions = (): Session['playback'] => useSession().playback;
export const usePhotoActions = (): Session['photos'] => useSession().photos;
export const useFilmActions = (): Session['film'] => useSession().film;
export const useRecordingActions = (): Session['recording'] => useSession().recording;
export const useMomentActions = (): Session['moments'] => useSession().moments;

/** Returns a part of the state; the component renders again when it changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useWiring().store, select);
}

/**
 * Returns a part of the state that changes faster than a person can read. Renders at most once in `everyMs`
 * milliseconds and always shows the last value; in stepped mode it renders at once.
 *
 * @param select must be the same function on every render.
 */
export function useAppSlowly<T>(select: (state: AppState) => T, everyMs = 200): T {
  return useSlowly(useWiring().store, select, everyMs);
}

/** As `useAppSlowly`, for a part of the state of another store. */
export function useSlowly<State, T>(store: StoreApi<State>, select: (state: State) => T, everyMs: number): T {
  const stepped = useApp((state) => state.stepped);
  const shown = useRef<{ readonly value: T } | null>(null);
  const shownAt = useRef(0);

  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const take = () => {
        timer = undefined;
        shown.current = { value: select(store.getState()) };
        shownAt.current = performance.now();
        changed();
      };
      const unsubscribe = store.subscribe((state) => {
        if (shown.current !== null && Object.is(shown.current.value, select(state))) return;
        if (stepped) return take();
        timer ??= setTimeout(take, Math.max(0, everyMs - (performance.now() - shownAt.current)));
      });
      return () => {
        clearTimeout(timer);
        unsubscribe();
        shown.current = null;
      };
    },
    [store, select, everyMs, stepped],
  );

  return useSyncExternalStore(subscribe, () => {
    shown.current ??= { value: select(store.getState()) };
    return shown.current.value;
  });
}

/** Returns the screen pixels per CSS pixel. Renders again when the browser's zoom or the screen changes. */
export function usePixelRatio(): number {
  return useSyncExternalStore(watchPixelRatio, () => devicePixelRatio);
}

/** Returns whether a media query matches. Renders again when that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
