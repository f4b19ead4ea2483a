import type { Face, Result } from '#core/types.ts';
import type {
  BackendChoice,
  BackendNotice,
  EngineAssets,
  EngineFailure,
  EngineInfo,
  EngineOptions,
  FrameKind,
  FromEngine,
} from '#engine/protocol.ts';
import type { Frame } from '#source/source.ts';
import type { EngineClient } from './engine-client.ts';
import { createWatchdog, type Timers, type Watchdog } from './watchdog.ts';

/** No answer to a frame for this long, and the worker is taken for dead. Stills are searched harder. */
const SILENT_MS: Readonly<Record<FrameKind, number>> = { live: 5_000, still: 30_000 };
/** A start-up that moves no byte and takes no step for this long has failed. */
const BOOT_SILENT_MS = 45_000;
/** After a restart the engine must hold this long, or the next failure is told. */
const RESTART_PARDON_MS = 60_000;

export interface EngineHostParts {
  readonly start: () => EngineClient;
  readonly assets: EngineAssets;
  readonly timers: Timers;
  readonly now: () => number;
  /** `finding`: live frames are answered already, with faces that have no reading. */
  onLoading(progress: { readonly loaded: number; readonly total: number; readonly finding: boolean }): void;
  onReady(info: EngineInfo, notice: BackendNotice | null, restarted: boolean): void;
  onRestarting(): void;
  onFailed(failure: EngineFailure): void;
}

export type Answer =
  | { readonly ok: true; readonly result: Result }
  /** No failure: the picture was not looked at, because the engine starts anew just now. */
  | { readonly ok: false; readonly failure: EngineFailure | null };

/** Owns the worker's life: start, one frame at a time, restart once by itself, replacement. */
export interface EngineHost {
  boot(backend: BackendChoice, options: EngineOptions): void;
  /** Takes over a worker that has already answered `ready` (the other backend's trial). */
  adopt(client: EngineClient, info: EngineInfo): void;
  setOptions(options: EngineOptions): void;
  /**
   * Sends one picture; the image is closed on every path. Must not be called while another is in flight.
   * Live pictures are looked at as soon as the detector runs, stills once the engine is ready.
   */
  read(frame: Frame, kind: FrameKind): Promise<Answer>;
  forget(): void;
  close(): void;
}

export function createEngineHost(parts: EngineHostParts): EngineHost {
  let client: EngineClient | null = null;
  let info: EngineInfo | null = null;
  let progress = { loaded: 0, total: 0, finding: false };
  let backend: BackendChoice = 'auto';
  let options: EngineOptions | null = null;
  let inFlight: { readonly seq: number; settle(answer: Answer): void } | null = null;
  let seq = 0;
  let lastFaces: readonly Face[] = [];
  let nextId = 1;
  let restartedAt = Number.NEGATIVE_INFINITY;
  let restarting = false;
  const silent = () => fail({ code: 'silent' });
  // Frames that are answered say nothing of files that do not come.
  const bootWatch: Watchdog = createWatchdog(parts.timers, silent);
  const frameWatch: Watchdog = createWatchdog(parts.timers, silent);

  function settle(answer: Answer): void {
    frameWatch.rest();
    const waiting = inFlight;
    inFlight = null;
    waiting?.settle(answer);
  }

  function launch(): void {
    if (!options) return;
    stop();
    client = parts.start();
    client.subscribe(hear);
    bootWatch.watch(BOOT_SILENT_MS);
    const resume = { faces: lastFaces, nextId };
    const { handed } = client;
    client.post({ type: 'boot', assets: parts.assets, backend, options, resume, handed });
  }

  function stop(): void {
    client?.close();
    client = null;
    info = null;
    progress = { loaded: 0, total: 0, finding: false };
    bootWatch.rest();
    frameWatch.rest();
  }

  function tellProgress(more: Partial<typeof progress>): void {
    bootWatch.watch(BOOT_SILENT_MS);
    progress = { ...progress, ...more };
    if (!restarting) parts.onLoading(progress);
  }

  function hear(message: FromEngine): void {
    switch (message.type) {
      case 'booting':
        tellProgress({ loaded: message.loaded, total: message.total });
        return;
      case 'finding':
        tellProgress({ finding: true });
        return;
      case 'ready':
        bootWatch.rest();
        info = message.info;
        if (inFlight) frameWatch.watch(SILENT_MS.live);
        parts.onReady(message.info, message.notice, restarting);
        restarting = false;
        return;
      case 'result':
        if (message.seq !== inFlight?.seq) return;
        if (message.kind === 'live') remember(message.result.faces);
        settle({ ok: true, result: message.result });
        return;
      case 'failed':
        if (message.seq === null) fail(message.failure);
        else if (message.seq === inFlight?.seq) answerFailed(message.failure);
        return;
    }
  }

  function answerFailed(failure: EngineFailure): void {
    if (failure.code === 'context-lost' || failure.code === 'out-of-memory') fail(failure);
    else settle({ ok: false, failure });
  }

  function remember(faces: readonly Face[]): void {
    lastFaces = faces;
    for (const face of faces) nextId = Math.max(nextId, face.id + 1);
  }

  /** The worker is of no more use: start another once, then say so. */
  function fail(failure: EngineFailure): void {
    const wasRunning = info !== null;
    const pardoned = parts.now() - restartedAt > RESTART_PARDON_MS;
    stop();
    settle({ ok: false, failure: null });
    const curable = ['context-lost', 'crashed', 'silent', 'out-of-memory'].includes(failure.code);
    if (curable && pardoned && (wasRunning || failure.code === 'crashed')) {
      restartedAt = parts.now();
      restarting = true;
      parts.onRestarting();
      launch();
      return;
    }
    restarting = false;
    parts.onFailed(failure);
  }

  return {
    boot(nextBackend, nextOptions) {
      backend = nextBackend;
      options = nextOptions;
      settle({ ok: false, failure: null });
      restarting = false;
      launch();
    },
    adopt(other, otherInfo) {
      const old = client;
      client = other;
      info = otherInfo;
      client.subscribe(hear);
      if (options) client.post({ type: 'options', options });
      client.post({ type: 'resume', resume: { faces: lastFaces, nextId } });
      settle({ ok: false, failure: null });
      old?.close();
    },
    setOptions(next) {
      options = next;
      client?.post({ type: 'options', options: next });
    },
    read(frame, kind) {
      const answers = info !== null || (progress.finding && kind === 'live');
      if (!client || !answers || inFlight) {
        frame.image.close();
        return Promise.resolve({ ok: false, failure: null });
      }
      seq += 1;
      const { image, at } = frame;
      client.post({ type: 'frame', seq, at, kind, image });
      // Until the engine is ready a frame may have to wait for a step of the start: shaders take seconds.
      frameWatch.watch(info ? SILENT_MS[kind] : BOOT_SILENT_MS);
      return new Promise((resolve) => {
        inFlight = { seq, settle: resolve };
      });
    },
    forget() {
      lastFaces = [];
      client?.post({ type: 'forget' });
    },
    close() {
      stop();
      settle({ ok: false, failure: null });
    },
  };
}
