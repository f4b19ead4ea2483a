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
  onLoading(loaded: number, total: number): void;
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
  /** Sends one picture; the image is closed on every path. Must not be called while another is in flight. */
  read(frame: Frame, kind: FrameKind): Promise<Answer>;
  forget(): void;
  close(): void;
}

export function createEngineHost(parts: EngineHostParts): EngineHost {
  let client: EngineClient | null = null;
  let info: EngineInfo | null = null;
  let backend: BackendChoice = 'auto';
  let options: EngineOptions | null = null;
  let inFlight: { readonly seq: number; settle(answer: Answer): void } | null = null;
  let seq = 0;
  let lastFaces: readonly Face[] = [];
  let nextId = 1;
  let restartedAt = Number.NEGATIVE_INFINITY;
  let restarting = false;
  const watchdog: Watchdog = createWatchdog(parts.timers, () => fail({ code: 'silent' }));

  function settle(answer: Answer): void {
    watchdog.rest();
    const waiting = inFlight;
    inFlight = null;
    waiting?.settle(answer);
  }

  function launch(): void {
    if (!options) return;
    stop();
    client = parts.start();
    client.subscribe(hear);
    watchdog.watch(BOOT_SILENT_MS);
    const resume = { faces: lastFaces, nextId };
    client.post({ type: 'boot', assets: parts.assets, backend, options, resume });
  }

  function stop(): void {
    client?.close();
    client = null;
    info = null;
    watchdog.rest();
  }

  function hear(message: FromEngine): void {
    switch (message.type) {
      case 'booting':
        watchdog.watch(BOOT_SILENT_MS);
        if (!restarting) parts.onLoading(message.loaded, message.total);
        return;
      case 'ready':
        watchdog.rest();
        info = message.info;
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
      if (!client || !info || inFlight) {
        frame.image.close();
        return Promise.resolve({ ok: false, failure: null });
      }
      seq += 1;
      const { image, at } = frame;
      client.post({ type: 'frame', seq, at, kind, image });
      watchdog.watch(SILENT_MS[kind]);
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
