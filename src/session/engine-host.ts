import type { Face, Result } from '#core/types.ts';
import type {
  BackendChoice,
  BackendNotice,
  DetectorNotice,
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

/** A worker that does not answer a frame within this time has failed. Stills take longer to search. */
const SILENT_MS: Readonly<Record<FrameKind, number>> = { live: 5_000, still: 30_000 };
/** A start-up that reports no progress for this long has failed. */
const BOOT_SILENT_MS = 45_000;
/** One automatic restart per this interval; a second failure within it is shown to the user. */
const RESTART_INTERVAL_MS = 60_000;

export interface EngineHostParts {
  readonly start: () => EngineClient;
  readonly assets: EngineAssets;
  readonly timers: Timers;
  readonly now: () => number;
  /** `loaded` and `total` in bytes. `finding`: live frames are answered, with faces that have no reading yet. */
  onLoading(progress: { readonly loaded: number; readonly total: number; readonly finding: boolean }): void;
  /** `restarted`: after an automatic restart. `notice`: why the requested backend is not used. */
  onReady(info: EngineInfo, notice: BackendNotice | null, restarted: boolean): void;
  /**
   * The option of the detector has an outcome. `info`: null until the engine is ready. `notice`: why MediaPipe's
   * detector cannot be used.
   */
  onDetector(info: EngineInfo | null, notice: DetectorNotice | null): void;
  onRestarting(): void;
  /** The engine has failed and will not restart by itself. */
  onFailed(failure: EngineFailure): void;
}

/** The outcome of one picture. */
export type Answer =
  | { readonly ok: true; readonly result: Result }
  /** `failure` is null if the picture was not read because the engine is restarting. */
  | { readonly ok: false; readonly failure: EngineFailure | null };

/** Owns the engine's worker: starts it, sends one frame at a time, restarts it after a failure and replaces it. */
export interface EngineHost {
  boot(backend: BackendChoice, options: EngineOptions): void;
  /** Replaces the worker by one that is already `ready` (the trial of the other backend). */
  adopt(client: EngineClient, info: EngineInfo): void;
  setOptions(options: EngineOptions): void;
  /**
   * Sends one picture and closes its image in any case. While another picture is in flight, a live one is refused and
   * a still waits for its turn. Live pictures are read as soon as the detector runs, stills once the engine is ready.
   * Never rejects.
   *
   * @param onSearched is called with the share of a still's search that is done, 0…1.
   */
  read(frame: Frame, kind: FrameKind, onSearched?: (share: number) => void): Promise<Answer>;
  /** Ends the search of the still in flight, which is then answered without a result. */
  cancelStill(): void;
  /** Drops tracks and smoothing, because the source has changed. */
  forget(): void;
  /** Ends the worker; a picture in flight is answered without a result. */
  close(): void;
}

interface Reading {
  readonly kind: FrameKind;
  settle(answer: Answer): void;
  onSearched?: ((share: number) => void) | undefined;
}

interface InFlight extends Reading {
  readonly seq: number;
}

const NOT_READ: Answer = { ok: false, failure: null };

/** Creates a host without a worker; `boot` starts it. */
export function createEngineHost(parts: EngineHostParts): EngineHost {
  let client: EngineClient | null = null;
  let info: EngineInfo | null = null;
  let progress = { loaded: 0, total: 0, finding: false };
  let backend: BackendChoice = 'auto';
  let options: EngineOptions | null = null;
  let inFlight: InFlight | null = null;
  const stills: (Reading & { readonly frame: Frame })[] = [];
  let seq = 0;
  let lastFaces: readonly Face[] = [];
  let nextId = 1;
  let restartedAt = Number.NEGATIVE_INFINITY;
  let restarting = false;
  const silent = () => fail({ code: 'silent' });
  // Separate watchdogs, because answered frames must not hide a download that hangs.
  const bootWatch: Watchdog = createWatchdog(parts.timers, silent);
  const frameWatch: Watchdog = createWatchdog(parts.timers, silent);

  function settle(answer: Answer): void {
    frameWatch.stop();
    const waiting = inFlight;
    inFlight = null;
    waiting?.settle(answer);
    // At once, because otherwise the next live picture would always be sent first.
    const still = stills.shift();
    if (still) send(still.frame, still);
  }

  /** Answers every picture that is in flight or waits, without a result. */
  function abandon(): void {
    for (const still of stills.splice(0)) {
      still.frame.image.close();
      still.settle(NOT_READ);
    }
    settle(NOT_READ);
  }

  function send({ image, at }: Frame, reading: Reading): void {
    seq += 1;
    inFlight = { ...reading, seq };
    client?.post({ type: 'frame', seq, at, kind: reading.kind, image });
    // Until the engine is ready a frame may wait for a step of the start-up: shaders take seconds.
    frameWatch.watch(info ? SILENT_MS[reading.kind] : BOOT_SILENT_MS);
  }

  function launch(): void {
    if (!options) return;
    stop();
    client = parts.start();
    client.subscribe(receive);
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
    bootWatch.stop();
    frameWatch.stop();
  }

  function reportProgress(more: Partial<typeof progress>): void {
    bootWatch.watch(BOOT_SILENT_MS);
    progress = { ...progress, ...more };
    if (!restarting) parts.onLoading(progress);
  }

  function receive(message: FromEngine): void {
    switch (message.type) {
      case 'booting':
        reportProgress({ loaded: message.loaded, total: message.total });
        return;
      case 'finding':
        reportProgress({ finding: true });
        return;
      case 'ready':
        bootWatch.stop();
        info = message.info;
        if (inFlight) frameWatch.watch(SILENT_MS.live);
        parts.onReady(message.info, message.notice, restarting);
        restarting = false;
        return;
      case 'detector':
        if (info) info = { ...info, detector: message.detector };
        parts.onDetector(info, message.notice);
        return;
      case 'result':
        if (message.seq !== inFlight?.seq) return;
        if (message.kind === 'live') remember(message.result.faces);
        settle({ ok: true, result: message.result });
        return;
      case 'searching':
        if (message.seq !== inFlight?.seq) return;
        frameWatch.watch(SILENT_MS.still);
        inFlight.onSearched?.(message.share);
        return;
      case 'cancelled':
        if (message.seq === inFlight?.seq) settle(NOT_READ);
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

  /** Ends the worker. Starts another if that may help and the last restart is long ago; else reports the failure. */
  function fail(failure: EngineFailure): void {
    const wasRunning = info !== null;
    const mayRestart = parts.now() - restartedAt > RESTART_INTERVAL_MS;
    stop();
    abandon();
    const recoverable = ['context-lost', 'crashed', 'silent', 'out-of-memory'].includes(failure.code);
    if (recoverable && mayRestart && (wasRunning || failure.code === 'crashed')) {
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
      abandon();
      restarting = false;
      launch();
    },
    adopt(other, otherInfo) {
      const old = client;
      client = other;
      info = otherInfo;
      client.subscribe(receive);
      if (options) client.post({ type: 'options', options });
      client.post({ type: 'resume', resume: { faces: lastFaces, nextId } });
      abandon();
      old?.close();
    },
    setOptions(next) {
      options = next;
      client?.post({ type: 'options', options: next });
    },
    read(frame, kind, onSearched) {
      const answers = info !== null || (progress.finding && kind === 'live');
      if (!client || !answers || (inFlight && kind === 'live')) {
        frame.image.close();
        return Promise.resolve(NOT_READ);
      }
      return new Promise((settle) => {
        const reading: Reading = { kind, settle, onSearched };
        if (inFlight) stills.push({ ...reading, frame });
        else send(frame, reading);
      });
    },
    cancelStill() {
      if (inFlight?.kind === 'still') client?.post({ type: 'cancel', seq: inFlight.seq });
    },
    forget() {
      lastFaces = [];
      client?.post({ type: 'forget' });
    },
    close() {
      stop();
      abandon();
    },
  };
}
