/**
 * The whole conversation between the page and the worker.
 *   1. The page sends `boot` once and waits for `ready`, or for `failed` with seq null.
 *   2. At most one `frame` is in flight. Every frame is answered exactly once: by `result`, or by
 *      `failed` with its seq.
 *   3. A frame's image is transferred: from then on it is the worker's, and the worker closes it.
 *   4. Messages are plain data. An exception never crosses; an EngineFailure does.
 */
import type { Face, Result } from '#core/types.ts';

export type Backend = 'webgl' | 'wasm';
export type BackendChoice = Backend | 'auto';
export type DetectorKind = 'full' | 'short';
export type BootStage = 'detector' | 'backend' | 'model' | 'self-test';

/** Absolute addresses; the rest (wasm binaries) is bundled with the worker. */
export interface EngineAssets {
  /** The address of the detectors' manifest.json; their files are in the same folder. */
  readonly detectors: string;
  /** The address of card.json; model.json, the weights and golden.bin are in the same folder. */
  readonly attributes: string;
}

/** Sent whole, never as a patch: the last one wins. */
export interface EngineOptions {
  /** 1…32. */
  readonly maxFaces: number;
  readonly detector: DetectorKind;
  readonly smoothing: boolean;
  /** Read every face in every frame, whatever it costs: for deterministic stepping. */
  readonly exhaustive: boolean;
}

export interface EngineInfo {
  readonly backend: Backend;
  /** What draws WebGL here, in the browser's words; null where it does not say. */
  readonly renderer: string | null;
  /** Name and version of the attribute network, from its card. */
  readonly model: string;
  readonly bootMs: number;
  /** Milliseconds to read one face, median of a few warm runs of one batch, per face. */
  readonly faceMs: number;
  /** Largest deviation from the golden logits on this device. */
  readonly goldenError: number;
}

/** Why the engine runs on another backend than was asked for. */
export type BackendNotice =
  | { readonly code: 'golden-off'; readonly backend: Backend; readonly error: number }
  | { readonly code: 'backend-failed'; readonly backend: Backend }
  | { readonly code: 'context-lost'; readonly backend: Backend };

/** What a restarted worker needs to go on as before: the last faces, so that they keep their ids. */
export interface Resume {
  readonly faces: readonly Face[];
  readonly nextId: number;
}

export type FrameKind = 'live' | 'still';

export type ToEngine =
  | {
      readonly type: 'boot';
      readonly assets: EngineAssets;
      readonly backend: BackendChoice;
      readonly options: EngineOptions;
      readonly resume: Resume | null;
    }
  | { readonly type: 'options'; readonly options: EngineOptions }
  | {
      readonly type: 'frame';
      readonly seq: number;
      /** Milliseconds of the source's clock. */
      readonly at: number;
      readonly kind: FrameKind;
      readonly image: VideoFrame | ImageBitmap;
    }
  /** A worker that takes over from another goes on with its faces. */
  | { readonly type: 'resume'; readonly resume: Resume }
  /** The source changed: drop tracks and smoothing. Ids go on. */
  | { readonly type: 'forget' };

export type FromEngine =
  | { readonly type: 'booting'; readonly stage: BootStage; readonly loaded: number; readonly total: number }
  /** `notice`: the backend asked for could not be taken, and why. */
  | { readonly type: 'ready'; readonly info: EngineInfo; readonly notice: BackendNotice | null }
  | { readonly type: 'result'; readonly seq: number; readonly kind: FrameKind; readonly result: Result }
  | { readonly type: 'failed'; readonly seq: number | null; readonly failure: EngineFailure };

export type EngineFailure =
  /** The browser starts no workers for this page; `sandboxed`: because a page around it keeps it in a sandbox. */
  | { readonly code: 'no-worker'; readonly sandboxed: boolean; readonly detail: string }
  | { readonly code: 'no-simd' }
  /** No 2D context of an OffscreenCanvas. */
  | { readonly code: 'no-worker-canvas' }
  /** Workers that are modules: the page's own find. */
  | { readonly code: 'no-module-workers' }
  /** The browser gives other pixels than those of the picture, as protection against fingerprinting does. */
  | { readonly code: 'pixels-unreadable' }
  | { readonly code: 'asset-missing'; readonly url: string; readonly status: number }
  | { readonly code: 'asset-broken'; readonly url: string; readonly expected: string; readonly found: string }
  | { readonly code: 'card-invalid'; readonly detail: string }
  /** The numbers of the reference faces are wrong on every backend. */
  | { readonly code: 'golden-off'; readonly error: number }
  | { readonly code: 'context-lost' }
  | { readonly code: 'out-of-memory' }
  /** This frame only; three in a row are trouble. */
  | { readonly code: 'frame-failed'; readonly detail: string }
  | { readonly code: 'crashed'; readonly detail: string }
  /** The page's own watch: no answer for 5 s. */
  | { readonly code: 'silent' };
