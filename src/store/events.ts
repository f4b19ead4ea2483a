import type { PictureState } from '#core/picture-check.ts';
import type { Result, Size } from '#core/types.ts';
import type { EngineFailure, EngineInfo } from '#engine/protocol.ts';
import type { CameraChoice, LiveKind, Playback, SourceFailure } from '#source/source.ts';
import type {
  Film,
  LiveSource,
  LiveStats,
  Notice,
  PhotoRow,
  PhotoStatus,
  PhotosState,
  Recording,
  Rendering,
  Settings,
} from './state.ts';

/** Events of the photo table. */
export type PhotosEvent =
  | { readonly type: 'photos-added'; readonly rows: readonly PhotoRow[] }
  | { readonly type: 'photo-finished'; readonly id: number; readonly status: PhotoStatus }
  /** Progress within one photo, 0…1. */
  | { readonly type: 'photo-searched'; readonly share: number }
  | { readonly type: 'photos-run'; readonly run: PhotosState['run'] }
  | { readonly type: 'photos-left'; readonly leftMs: number | null }
  /** Removes the rows that are still waiting. */
  | { readonly type: 'photos-cancelled' }
  | { readonly type: 'photos-cleared' }
  | { readonly type: 'photo-shown'; readonly id: number | null };

/** All events of the app. Its state only changes by reduce(state, event). */
export type AppEvent =
  | PhotosEvent
  | {
      readonly type: 'engine-loading';
      readonly loaded: number;
      readonly total: number;
      readonly finding: boolean;
    }
  | { readonly type: 'engine-ready'; readonly info: EngineInfo }
  | { readonly type: 'engine-restarting' }
  | { readonly type: 'engine-failed'; readonly failure: EngineFailure }
  | { readonly type: 'source-wanted'; readonly kind: LiveKind }
  /** Faces can be detected, and the browser may show its permission prompt now. */
  | { readonly type: 'source-prompting' }
  | { readonly type: 'source-opened'; readonly source: LiveSource }
  | { readonly type: 'source-failed'; readonly failure: SourceFailure; readonly kind: LiveKind }
  | { readonly type: 'source-mirrored'; readonly mirrored: boolean }
  | { readonly type: 'source-resized'; readonly size: Size }
  | { readonly type: 'source-silent'; readonly silent: boolean }
  | { readonly type: 'source-picture'; readonly picture: PictureState }
  | { readonly type: 'playback'; readonly playback: Playback }
  | { readonly type: 'photos-wanted' }
  | { readonly type: 'left' }
  | { readonly type: 'result'; readonly result: Result }
  /** What is shown is outdated, and the next picture is not there yet. */
  | { readonly type: 'picture-outdated' }
  /** Shows or covers the face of a person, where people can be picked. */
  | { readonly type: 'uncovered'; readonly id: number; readonly uncovered: boolean }
  | { readonly type: 'stats'; readonly stats: LiveStats }
  | { readonly type: 'cameras'; readonly cameras: readonly CameraChoice[] }
  | { readonly type: 'settings'; readonly patch: Partial<Settings> }
  | { readonly type: 'recording'; readonly recording: Recording | null }
  | { readonly type: 'film'; readonly film: Film | null }
  | { readonly type: 'rendering'; readonly rendering: Rendering | null }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'dismissed'; readonly id: number };
