import type { Result } from '#core/types.ts';
import type { AppEvent } from './events.ts';
import { NO_PHOTOS, reducePhotos } from './reduce-photos.ts';
import type { AppState, Phase, Settings, Trouble } from './state.ts';

/** One array, so that nothing renders again while it stays empty. */
const NOBODY: readonly number[] = [];

/** The state before the first event. */
export function firstState(settings: Settings, stepped: boolean): AppState {
  return {
    phase: { state: 'welcome' },
    engine: { state: 'loading', loaded: 0, total: 0, finding: false },
    result: null,
    stats: null,
    cameras: [],
    photos: NO_PHOTOS,
    recording: null,
    film: null,
    rendering: null,
    notices: [],
    settings,
    uncovered: NOBODY,
    stepped,
  };
}

/** The state after one event. Pure. */
export function reduce(state: AppState, event: AppEvent): AppState {
  switch (event.type) {
    case 'engine-loading': {
      const { loaded, total, finding } = event;
      return { ...state, engine: { state: 'loading', loaded, total, finding } };
    }
    case 'engine-ready':
      return { ...state, engine: { state: 'ready', info: event.info } };
    case 'engine-restarting':
      // Somebody else may stand there when faces are found again.
      return { ...state, engine: { state: 'restarting' }, uncovered: NOBODY };
    case 'engine-failed':
      return {
        ...state,
        engine: { state: 'failed', failure: event.failure },
        phase: trouble(state.phase, event.failure),
        result: null,
      };
    case 'source-wanted':
      return {
        ...state,
        phase: { state: 'opening', kind: event.kind, asking: false },
        uncovered: NOBODY,
        result: null,
        stats: null,
      };
    case 'source-prompting':
      return state.phase.state === 'opening' ? { ...state, phase: { ...state.phase, asking: true } } : state;
    case 'source-opened':
      return { ...state, phase: { state: 'live', source: event.source }, result: null, stats: null };
    case 'source-failed':
      return {
        ...state,
        phase: { state: 'trouble', trouble: event.failure, kind: event.kind },
        result: null,
        stats: null,
      };
    case 'source-mirrored':
      return withSource(state, { mirrored: event.mirrored });
    case 'source-resized':
      return withSource(state, { size: event.size });
    case 'source-silent': {
      const next = withSource(state, { silent: event.silent, picture: 'unknown' });
      return event.silent ? { ...next, result: null, stats: null, uncovered: NOBODY } : next;
    }
    case 'source-picture':
      return withSource(state, { picture: event.picture });
    case 'playback':
      return withSource(state, { playback: event.playback });
    case 'photos-wanted':
      return { ...state, phase: { state: 'photos' }, result: null, stats: null };
    case 'left':
      return { ...state, phase: { state: 'welcome' }, result: null, stats: null };
    case 'result':
      // A result that arrives while the camera is silent belongs to an older picture.
      return state.phase.state === 'live' && !state.phase.source.silent
        ? { ...state, result: event.result, uncovered: stillFollowed(state.uncovered, event.result) }
        : state;
    case 'picture-outdated':
      return { ...state, result: null, uncovered: NOBODY };
    case 'uncovered': {
      const others = state.uncovered.filter((id) => id !== event.id);
      return { ...state, uncovered: event.uncovered ? [...others, event.id] : others };
    }
    case 'stats':
      return state.phase.state === 'live' && state.phase.source.silent
        ? state
        : { ...state, stats: event.stats };
    case 'cameras':
      return { ...state, cameras: event.cameras };
    case 'settings': {
      const settings = { ...state.settings, ...event.patch };
      const mayShow = settings.cover !== 'off' && settings.coverBut === 'picked';
      return { ...state, settings, uncovered: mayShow ? state.uncovered : NOBODY };
    }
    case 'recording':
      return { ...state, recording: event.recording };
    case 'film':
      return { ...state, film: event.film };
    case 'rendering':
      return { ...state, rendering: event.rendering };
    case 'notice': {
      // A repeated notice replaces the earlier one.
      const others = state.notices.filter((notice) => notice.content.code !== event.notice.content.code);
      return { ...state, notices: [...others, event.notice] };
    }
    case 'dismissed':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== event.id) };
    default:
      return { ...state, photos: reducePhotos(state.photos, event) };
  }
}

/** Those whose track has not ended. */
function stillFollowed(ids: readonly number[], { cover }: Result): readonly number[] {
  if (ids.length === 0) return ids;
  const followed = ids.filter((id) => cover?.followed.includes(id));
  return followed.length === ids.length ? ids : followed;
}

function withSource(state: AppState, patch: Partial<Extract<Phase, { state: 'live' }>['source']>): AppState {
  if (state.phase.state !== 'live') return state;
  return { ...state, phase: { ...state.phase, source: { ...state.phase.source, ...patch } } };
}

/** The phase after a failure of the engine. It keeps the kind of source, so that the user can return to it. */
function trouble(phase: Phase, failure: Trouble): Phase {
  switch (phase.state) {
    case 'opening':
      return { state: 'trouble', trouble: failure, kind: phase.kind };
    case 'live':
      return { state: 'trouble', trouble: failure, kind: phase.source.kind };
    case 'photos':
      return { state: 'trouble', trouble: failure, kind: 'photos' };
    case 'trouble':
      return { state: 'trouble', trouble: failure, kind: phase.kind };
    case 'welcome':
      return { state: 'trouble', trouble: failure, kind: null };
  }
}
