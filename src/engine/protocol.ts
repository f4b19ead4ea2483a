/**
 * The whole conversation between the page and the worker.
 *   1. The page sends `boot` once and waits for `finding` and then `ready`, or for `failed` with seq null.
 *   2. Files that `boot` names in `handed` are fetched by the page. They may come before `boot`: each as any
 *      number of `file-part`, in order, and one `file-end`; the compiled program as one `program`.
 *   3. From `finding` on live frames are answered: before `ready` with faces that have no reading. A reading is
 *      given only once the golden faces have been read correctly on this device. Stills wait for `ready`.
 *   4. At most one `frame` is in flight. Every frame is answered exactly once: by `result`, or by
 *      `failed` with its seq.
 *   5. A frame's image is transferred: from then on it is the worker's, and the worker closes it.
 *   6. Messages are plain data. An exception never crosses; an EngineFailure does.
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

/** What the page fetches for the worker, because it can begin before the worker's own script has arrived. */
export interface HandedList {
  /** Absolute addresses, as the worker asks for them. */
  readonly files: readonly string[];
  readonly program: boolean;
}

export type FrameKind = 'live' | 'still';

export type ToEngine =
  | {
      readonly type: 'boot';
      readonly assets: EngineAssets;
      readonly backend: BackendChoice;
      readonly options: EngineOptions;
      readonly resume: Resume | null;
      readonly handed: HandedList;
    }
  /** Bytes of a file that the page fetches; transferred. */
  | { readonly type: 'file-part'; readonly url: string; readonly bytes: Uint8Array }
  /** `whole`: all parts were sent. If false, the worker has to fetch the file itself. */
  | { readonly type: 'file-end'; readonly url: string; readonly whole: boolean }
  /** The WASM program that detectors run on; null if the worker has to load it itself. */
  | { readonly type: 'program'; readonly program: WebAssembly.Module | null }
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
  /** The detector runs: live frames are answered from now on. Comes once, before `ready`. */
  | { readonly type: 'finding' }
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
