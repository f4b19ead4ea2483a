/**
 * The protocol between the page and the engine's worker.
 *   1. The page sends `boot` once and waits for `finding` and then `ready`, or for `failed` with seq null.
 *   2. The page fetches the files that `boot` lists in `handed`. They may be sent before `boot`: each file as any
 *      number of `file-part`, in order, and one `file-end`; the compiled program as one `program`.
 *   3. The worker answers live frames after `finding`, and stills after `ready`. Faces have no reading before
 *      `ready`, which is sent only once the self-test has passed on this device.
 *   4. At most one `frame` is in flight. Every frame is answered exactly once: by `result`, by `failed` with its seq,
 *      or, if it is a still that the page has cancelled, by `cancelled`.
 *   5. A frame's image is transferred to the worker, which closes it.
 *   6. Messages are plain data. Errors are sent as an EngineFailure, never as an exception.
 */
import type { Box, Face, Result } from '#core/types.ts';

export type Backend = 'webgl' | 'wasm';
export type BackendChoice = Backend | 'auto';
/** Mien's own detectors, each a file of public/models/face-detector. */
export type DetectorKind = 'full' | 'short';
export type DetectorChoice = DetectorKind | 'mediapipe';
/** Steps of the start-up, in their order. */
export type BootStage = 'detector' | 'backend' | 'model' | 'self-test';

/** Absolute addresses of the models; the WASM program is bundled with the worker. */
export interface EngineAssets {
  /** The address of the detectors' manifest.json; their files are in the same folder. */
  readonly detectors: string;
  /** The address of card.json; model.json, the weights and golden.bin are in the same folder. */
  readonly attributes: string;
}

/** Always sent as a whole; each message replaces the previous options. */
export interface EngineOptions {
  /** 1…32. */
  readonly maxFaces: number;
  readonly detector: DetectorChoice;
  readonly smoothing: boolean;
  /** Read every face in every frame without a time budget: for deterministic stepping. */
  readonly exhaustive: boolean;
  /** In live pictures only faces whose centre is in here are kept, as fractions of the picture; null for all. */
  readonly area: Box | null;
  /** Live faces will be covered: results tell every region that may be a face, and the whole picture is searched often. */
  readonly cover: boolean;
}

/** The engine as it runs on this device. */
export interface EngineInfo {
  readonly backend: Backend;
  /** The WebGL renderer as the browser names it; null where it does not. */
  readonly renderer: string | null;
  readonly detector: DetectorChoice;
  /** Name and version of the attribute network, from its card. */
  readonly model: string;
  readonly bootMs: number;
  /** Milliseconds to read one face: median of a few warm runs of one batch. */
  readonly faceMs: number;
  /** Largest deviation from the golden logits on this device. */
  readonly goldenError: number;
}

/** Why the engine runs on another backend than the requested one. */
export type BackendNotice =
  | { readonly code: 'golden-off'; readonly backend: Backend; readonly error: number }
  | { readonly code: 'backend-failed'; readonly backend: Backend }
  | { readonly code: 'context-lost'; readonly backend: Backend };

/** Why Mien's own detector runs instead of MediaPipe's. */
export type DetectorNotice =
  /** A file of it could not be downloaded. */
  | { readonly code: 'detector-missing' }
  /** It does not run on this device, or finds the golden faces elsewhere. */
  | { readonly code: 'detector-failed' };

/** State that a restarted worker continues from: the last faces, so that they keep their ids. */
export interface Resume {
  readonly faces: readonly Face[];
  readonly nextId: number;
}

/** What the page fetches for the worker, because it can start before the worker's script has loaded. */
export interface HandedList {
  /** Absolute addresses, exactly as the worker requests them. */
  readonly files: readonly string[];
  readonly program: boolean;
}

export type FrameKind = 'live' | 'still';

/** Messages from the page to the worker. */
export type ToEngine =
  | {
      readonly type: 'boot';
      readonly assets: EngineAssets;
      readonly backend: BackendChoice;
      readonly options: EngineOptions;
      readonly resume: Resume | null;
      readonly handed: HandedList;
    }
  /** Bytes of a file that the page fetches; the buffer is transferred. */
  | { readonly type: 'file-part'; readonly url: string; readonly bytes: Uint8Array }
  /** `whole`: whether all parts were sent. If false, the worker must fetch the file itself. */
  | { readonly type: 'file-end'; readonly url: string; readonly whole: boolean }
  /** The WASM program that detectors run on; null if the worker must load it itself. */
  | { readonly type: 'program'; readonly program: WebAssembly.Module | null }
  | { readonly type: 'options'; readonly options: EngineOptions }
  | {
      readonly type: 'frame';
      readonly seq: number;
      /** Milliseconds on the source's clock. */
      readonly at: number;
      readonly kind: FrameKind;
      readonly image: VideoFrame | ImageBitmap;
    }
  /** This still's result is not wanted any more. Ignored if its answer is already on its way. */
  | { readonly type: 'cancel'; readonly seq: number }
  /** Sent to a worker that replaces another, so that faces keep their ids. */
  | { readonly type: 'resume'; readonly resume: Resume }
  /** The source changed: drop tracks and smoothing, but do not reuse ids. */
  | { readonly type: 'forget' };

/** Messages from the worker to the page. */
export type FromEngine =
  | { readonly type: 'booting'; readonly stage: BootStage; readonly loaded: number; readonly total: number }
  /** The detector runs: live frames are answered from now on. Sent once, before `ready`. */
  | { readonly type: 'finding' }
  /** `notice`: why the requested backend could not be used; null if it is used. */
  | { readonly type: 'ready'; readonly info: EngineInfo; readonly notice: BackendNotice | null }
  /**
   * The detector that runs from now on, after a change of the option; before `ready` if MediaPipe's was requested.
   * `notice`: why that one cannot be used.
   */
  | {
      readonly type: 'detector';
      readonly detector: DetectorChoice;
      readonly notice: DetectorNotice | null;
    }
  | { readonly type: 'result'; readonly seq: number; readonly kind: FrameKind; readonly result: Result }
  /** The share of a still's search that is done, 0…1. It only grows. */
  | { readonly type: 'searching'; readonly seq: number; readonly share: number }
  | { readonly type: 'cancelled'; readonly seq: number }
  | { readonly type: 'failed'; readonly seq: number | null; readonly failure: EngineFailure };

/** Why the engine, or one frame, failed. */
export type EngineFailure =
  /** The browser starts no workers for this page. `sandboxed`: because an embedding page has put it in a sandbox. */
  | { readonly code: 'no-worker'; readonly sandboxed: boolean; readonly detail: string }
  | { readonly code: 'no-simd' }
  /** The browser has no 2D context for an OffscreenCanvas. */
  | { readonly code: 'no-worker-canvas' }
  /** Workers that are modules: the page's own find. */
  | { readonly code: 'no-module-workers' }
  /** The browser returns altered pixels, as a protection against fingerprinting does. */
  | { readonly code: 'pixels-unreadable' }
  | { readonly code: 'asset-missing'; readonly url: string; readonly status: number }
  | { readonly code: 'asset-broken'; readonly url: string; readonly expected: string; readonly found: string }
  | { readonly code: 'card-invalid'; readonly detail: string }
  /** The logits of the golden faces are wrong on every backend. */
  | { readonly code: 'golden-off'; readonly error: number }
  | { readonly code: 'context-lost' }
  | { readonly code: 'out-of-memory' }
  /** This frame only; the page reports three in a row as trouble. */
  | { readonly code: 'frame-failed'; readonly detail: string }
  | { readonly code: 'crashed'; readonly detail: string }
  /** Reported by the page itself when the worker does not answer in time. */
  | { readonly code: 'silent' };
