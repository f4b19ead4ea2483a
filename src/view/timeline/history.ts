import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  addResult,
  EMPTY_TIMELINE,
  nextWindow,
  SLOT_MS,
  type Timeline,
  type TimeWindow,
} from '#core/timeline.ts';
import { selectLiveSource } from '#store/selectors.ts';
import type { AppState } from '#store/state.ts';

/** A result this far from a clip's position belongs to where the clip was before a seek, milliseconds. */
const FAR_MS = { playing: 1000, paused: SLOT_MS } as const;

/** The last minute of the live source, and where it is now. Times are milliseconds of the source's clock. */
export interface Past {
  readonly timeline: Timeline;
  readonly window: TimeWindow;
  /** The position of a clip, or the time of the newest result. */
  readonly position: number;
  /** Duration of a clip; null for what cannot be seeked. */
  readonly clipMs: number | null;
}

const NO_PAST: Past = {
  timeline: EMPTY_TIMELINE,
  window: nextWindow(null, 0, null),
  position: 0,
  clipMs: null,
};

/** A store of its own, so that what follows it is not called for every other change of the page. */
export function createHistory(): StoreApi<Past> {
  return createStore<Past>(() => NO_PAST);
}

/** Collects the app's results, as long as the timeline is shown. Returns a function that stops and forgets them. */
export function followApp(history: StoreApi<Past>, app: StoreApi<AppState>): () => void {
  const take = (state: AppState, before: AppState | null) => {
    if (state.result === before?.result && state.phase === before?.phase) return;
    const source = selectLiveSource(state);
    if (source === null) {
      history.setState(NO_PAST, true);
      return;
    }
    const past = history.getState();
    const clipMs = source.playback && source.playback.duration * 1000;
    const isNew = state.result !== null && state.result !== before?.result;
    const timeline = isNew ? addResult(past.timeline, state.result, clipMs) : past.timeline;
    const position = positionOf(state, timeline);
    const window = nextWindow(past.window, position, clipMs);
    if (timeline === past.timeline && window === past.window && position === past.position) return;
    history.setState({ timeline, window, position, clipMs }, true);
  };
  take(app.getState(), null);
  const unsubscribe = app.subscribe(take);
  return () => {
    unsubscribe();
    history.setState(NO_PAST, true);
  };
}

/** Browsers report a clip's position a few times a second, so that results are more precise while it plays. */
function positionOf(state: AppState, { slot }: Timeline): number {
  const at = state.result?.at ?? (slot ?? 0) * SLOT_MS;
  const playback = selectLiveSource(state)?.playback;
  if (!playback || state.stepped) return at;
  const position = playback.position * 1000;
  return Math.abs(position - at) > (playback.paused ? FAR_MS.paused : FAR_MS.playing) ? position : at;
}
