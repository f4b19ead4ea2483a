import type { CoverStyle } from '#core/cover.ts';
import type { PictureState } from '#core/picture-check.ts';
import type { Box, Face, Result, Size } from '#core/types.ts';
import type {
  BackendChoice,
  BackendNotice,
  DetectorChoice,
  DetectorNotice,
  EngineFailure,
  EngineInfo,
} from '#engine/protocol.ts';
import type { CameraChoice, LiveKind, PhotoFailure, Playback, SourceFailure } from '#source/source.ts';

export type { Container, ImageKind, PhotoFailure, VideoCodec } from '#source/source.ts';

/** The user's settings. They are stored, and parameters of the page's URL override them. */
export interface Settings {
  readonly cameraId: string | null;
  readonly facing: 'user' | 'environment';
  /**
   * Width to request from the camera, pixels: 640 is fastest, 1280 shows people at a distance. `auto`: 1280, and 640
   * if measurements show that this device cannot keep pace with it.
   */
  readonly cameraWidth: 'auto' | 640 | 1280;
  readonly backend: BackendChoice;
  readonly detector: DetectorChoice;
  readonly show: Readonly<Record<'age' | 'gender' | 'emotion' | 'smile', boolean>>;
  readonly smooth: boolean;
  /** With 'auto', user-facing cameras are mirrored. */
  readonly mirror: 'auto' | 'on' | 'off';
  /** Number of faces to track at once, 1…32. */
  readonly maxFaces: number;
  /** How faces are covered in the picture. */
  readonly cover: 'off' | CoverStyle;
  /** Whether faces of people who were picked by hand stay uncovered. */
  readonly coverBut: 'nobody' | 'picked';
  readonly theme: 'system' | 'light' | 'dark';
  /** The last minute under the live picture; 'auto': where the window has room for it. */
  readonly timeline: 'auto' | 'on' | 'off';
  /** Live faces whose centre is elsewhere are not read, fractions of the picture; null for the whole. Only booths set it. */
  readonly area: Box | null;
}

/** A failure that ends the live view or prevents it. */
export type Trouble = SourceFailure | EngineFailure;

/** The open source, as far as the view needs it. */
export interface LiveSource {
  readonly kind: LiveKind;
  readonly label: string;
  readonly size: Size;
  readonly mirrored: boolean;
  readonly playback: Playback | null;
  /** Whether a camera currently delivers no picture. */
  readonly silent: boolean;
  /** What a camera's pictures look like; other sources stay `unknown`. */
  readonly picture: PictureState;
}

/** What the page shows. Each case has only the data that it can have. */
export type Phase =
  | { readonly state: 'welcome' }
  /** The engine loads, then the source is requested. `asking` is true once a permission prompt may be open. */
  | { readonly state: 'opening'; readonly kind: LiveKind; readonly asking: boolean }
  | { readonly state: 'live'; readonly source: LiveSource }
  | { readonly state: 'photos' }
  | { readonly state: 'trouble'; readonly trouble: Trouble; readonly kind: LiveKind | 'photos' | null };

/** The state of the worker that detects and reads faces. */
export type EngineState =
  /** Bytes of models and programs so far. Once `finding` is true, live frames are answered with unread faces. */
  | { readonly state: 'loading'; readonly loaded: number; readonly total: number; readonly finding: boolean }
  | { readonly state: 'ready'; readonly info: EngineInfo }
  | { readonly state: 'restarting' }
  | { readonly state: 'failed'; readonly failure: EngineFailure };

/** Rolling figures of the live view, recomputed at most twice a second. */
export interface LiveStats {
  /** Processed frames per second. */
  readonly fps: number;
  /** Median of the time from the frame's arrival to its overlay, milliseconds. */
  readonly latencyMs: number;
  /** 95th percentile of that time, milliseconds. */
  readonly latencyP95Ms: number;
  /** Medians of the engine's stages, milliseconds. */
  readonly detectMs: number;
  readonly classifyMs: number;
}

/** The progress of one photo. */
export type PhotoStatus =
  | { readonly state: 'waiting' }
  | {
      readonly state: 'done';
      readonly size: Size;
      readonly faces: readonly Face[];
      /** Number of detected faces, if it is larger than the number of read ones. */
      readonly seen?: number;
      /** Set if only one frame of an animation was read. */
      readonly animated?: true;
    }
  | { readonly state: 'failed'; readonly failure: PhotoFailure };

/** A row of the photo table. */
export interface PhotoRow {
  /** Counts from 1 in the order of arrival; never reused. */
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly status: PhotoStatus;
}

/** The photo table. */
export interface PhotosState {
  readonly rows: readonly PhotoRow[];
  readonly run: 'idle' | 'running' | 'paused';
  /** Number of rows that are done or failed. */
  readonly finished: number;
  /** The share of the search of the photo in progress that is done, 0…1; 0 for photos that take a moment. */
  readonly searched: number;
  /** Estimated remaining time in milliseconds; null while unknown. */
  readonly leftMs: number | null;
  /** The row whose picture is open, or null for the table. */
  readonly open: number | null;
}

/** Names of files that the user provided but that are not read. */
export interface LeftOut {
  readonly videos: readonly string[];
  /** Files that are neither pictures nor videos. */
  readonly others: readonly string[];
  /** Files that the browser could not open. */
  readonly unreadable: readonly string[];
}

/** A temporary message that can be dismissed and disappears by itself. */
export type NoticeContent =
  | BackendNotice
  | DetectorNotice
  | { readonly code: 'address-ignored'; readonly names: readonly string[] }
  | { readonly code: 'storage-blocked' }
  | { readonly code: 'engine-restarted' }
  | { readonly code: 'camera-back' }
  | { readonly code: 'nothing-pasted' }
  /** None of the files can be read. */
  | { readonly code: 'not-media'; readonly left: LeftOut }
  | { readonly code: 'left-out'; readonly left: LeftOut }
  | { readonly code: 'recording-full' }
  /** The browser's preferred camera is busy; this one is shown instead. */
  | { readonly code: 'camera-busy-next'; readonly label: string }
  | { readonly code: 'update-ready' };

/** A shown message. */
export interface Notice {
  readonly id: number;
  readonly content: NoticeContent;
}

/** A recording of live results, running or waiting to be saved. */
export interface Recording {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly rows: number;
  /** False once its source was closed or the recording is full; it then waits to be saved or discarded. */
  readonly running: boolean;
}

/** A film of the live picture, running or waiting to be saved. */
export interface Film {
  readonly state: 'starting' | 'filming' | 'paused' | 'ending' | 'ended';
  /**
   * Why it ended by itself; null while it runs. After 'encoder', 'no-encoder', 'nothing' and 'not-loaded' there is no
   * file.
   */
  readonly ended: 'limit' | 'source' | 'encoder' | 'no-encoder' | 'nothing' | 'not-loaded' | null;
  /** Its length in milliseconds. */
  readonly ms: number;
  readonly bytes: number;
}

/** A video that is read and rendered whole. */
export type Rendering =
  | {
      readonly state: 'running';
      /** 0…1. */
      readonly share: number;
      /** Frames a second; null before the first. */
      readonly fps: number | null;
      readonly leftMs: number | null;
    }
  | {
      readonly state: 'done';
      readonly frames: number;
      /** Bytes of the annotated video; null where the browser cannot write one. */
      readonly video: number | null;
      /** Whether its sound is in it. */
      readonly sound: 'copied' | 'none' | 'left-out';
    }
  | {
      readonly state: 'failed';
      readonly why: 'not-loaded' | 'gone' | 'not-decodable' | 'damaged' | 'encoder' | 'engine';
      /** The time in the video until which it was read, seconds. */
      readonly seconds: number;
    };

/** The whole state of the page. */
export interface AppState {
  readonly phase: Phase;
  readonly engine: EngineState;
  /** The newest live result. It changes many times a second, so paint it instead of rendering components from it. */
  readonly result: Result | null;
  readonly stats: LiveStats | null;
  readonly cameras: readonly CameraChoice[];
  readonly photos: PhotosState;
  readonly recording: Recording | null;
  readonly film: Film | null;
  readonly rendering: Rendering | null;
  readonly notices: readonly Notice[];
  readonly settings: Settings;
  /** Ids of people whose faces are shown although faces are covered; forgotten with their tracks. */
  readonly uncovered: readonly number[];
  /** True with ?seed-clock=1: the clip is stepped explicitly and does not play. */
  readonly stepped: boolean;
}
