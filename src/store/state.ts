import type { Face, Result, Size } from '#core/types.ts';
import type {
  BackendChoice,
  BackendNotice,
  DetectorKind,
  EngineFailure,
  EngineInfo,
} from '#engine/protocol.ts';
import type { CameraChoice, LiveKind, PhotoFailure, Playback, SourceFailure } from '#source/source.ts';

export type { Container, ImageKind, PhotoFailure, VideoCodec } from '#source/source.ts';

/** What the user can set; stored, and overridden by the address. */
export interface Settings {
  readonly cameraId: string | null;
  readonly facing: 'user' | 'environment';
  /** Width asked of the camera: 640 is fastest, 1280 sees smaller faces. */
  readonly cameraWidth: 640 | 1280;
  readonly backend: BackendChoice;
  readonly detector: DetectorKind;
  readonly show: Readonly<Record<'age' | 'gender' | 'emotion' | 'smile', boolean>>;
  readonly smooth: boolean;
  /** auto: user-facing cameras are mirrored. */
  readonly mirror: 'auto' | 'on' | 'off';
  /** 1…32 faces at once. */
  readonly maxFaces: number;
  readonly theme: 'system' | 'light' | 'dark';
}

export type Trouble = SourceFailure | EngineFailure;

export interface LiveSource {
  readonly kind: LiveKind;
  readonly label: string;
  readonly size: Size;
  readonly mirrored: boolean;
  readonly playback: Playback | null;
  /** A camera that gives no picture at the moment: nobody can be seen. */
  readonly silent: boolean;
}

/** Where the app is. Each case carries only what it can have. */
export type Phase =
  | { readonly state: 'welcome' }
  /** The engine loads, then the source is asked for. `asking` once a permission prompt may be up. */
  | { readonly state: 'opening'; readonly kind: LiveKind; readonly asking: boolean }
  | { readonly state: 'live'; readonly source: LiveSource }
  | { readonly state: 'photos' }
  | { readonly state: 'trouble'; readonly trouble: Trouble; readonly kind: LiveKind | 'photos' | null };

export type EngineState =
  /** Bytes of models and programs so far. `finding`: live frames are answered, with faces but no readings. */
  | { readonly state: 'loading'; readonly loaded: number; readonly total: number; readonly finding: boolean }
  | { readonly state: 'ready'; readonly info: EngineInfo }
  | { readonly state: 'restarting' }
  | { readonly state: 'failed'; readonly failure: EngineFailure };

/** Rolling figures of the live view, recomputed at most twice a second. */
export interface LiveStats {
  /** Processed frames a second. */
  readonly fps: number;
  /** Milliseconds from the frame's arrival to its overlay, median and 95th percentile. */
  readonly latencyMs: number;
  readonly latencyP95Ms: number;
  /** Medians of the engine's stages, milliseconds. */
  readonly detectMs: number;
  readonly classifyMs: number;
}

export type PhotoStatus =
  | { readonly state: 'waiting' }
  | {
      readonly state: 'done';
      readonly size: Size;
      readonly faces: readonly Face[];
      /** How many were found, where that is more than were read. */
      readonly seen?: number;
      /** Only one frame of an animation was read. */
      readonly animated?: true;
    }
  | { readonly state: 'failed'; readonly failure: PhotoFailure };

export interface PhotoRow {
  /** From 1, in the order of arrival; never reused. */
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly status: PhotoStatus;
}

export interface PhotosState {
  readonly rows: readonly PhotoRow[];
  readonly run: 'idle' | 'running' | 'paused';
  /** Rows done or failed. */
  readonly finished: number;
  /** Milliseconds left at the present pace, or null while it is not known. */
  readonly leftMs: number | null;
  /** The row whose picture is open, or null for the table. */
  readonly open: number | null;
}

/** Names of what was brought but is not read. */
export interface LeftOut {
  readonly videos: readonly string[];
  /** Neither pictures nor videos. */
  readonly others: readonly string[];
  /** What the browser could not open. */
  readonly unreadable: readonly string[];
}

/** Passing news: said once, can be dismissed, goes by itself. */
export type NoticeContent =
  | BackendNotice
  | { readonly code: 'address-ignored'; readonly names: readonly string[] }
  | { readonly code: 'storage-blocked' }
  | { readonly code: 'engine-restarted' }
  | { readonly code: 'camera-back' }
  | { readonly code: 'nothing-pasted' }
  /** Nothing of what was brought can be read. */
  | { readonly code: 'not-media'; readonly left: LeftOut }
  | { readonly code: 'left-out'; readonly left: LeftOut }
  | { readonly code: 'recording-full' }
  /** The camera that the browser would give is busy; this one is shown instead. */
  | { readonly code: 'camera-busy-next'; readonly label: string }
  | { readonly code: 'update-ready' };
export interface Notice {
  readonly id: number;
  readonly content: NoticeContent;
}

export interface Recording {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly rows: number;
  /** False once its source was left, or it is full: it waits to be saved or dropped. */
  readonly running: boolean;
}

export interface AppState {
  readonly phase: Phase;
  readonly engine: EngineState;
  /** The newest live result; changes many times a second: paint from it, do not render from it. */
  readonly result: Result | null;
  readonly stats: LiveStats | null;
  readonly cameras: readonly CameraChoice[];
  readonly photos: PhotosState;
  readonly recording: Recording | null;
  readonly notices: readonly Notice[];
  readonly settings: Settings;
  /** True under ?seed-clock=1: frames are stepped by hand, nothing moves by itself. */
  readonly stepped: boolean;
}
