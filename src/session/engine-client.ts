import type { EngineFailure, FromEngine, HandedList, ToEngine } from '#engine/protocol.ts';

/** A worker and its wire. Tests give one that lives in memory. */
export interface EngineClient {
  /** What the page fetches for this worker; `boot` says so to the worker. */
  readonly handed: HandedList;
  post(message: ToEngine): void;
  /** What was said before somebody listened is delivered at once. */
  subscribe(listen: (message: FromEngine) => void): void;
  close(): void;
}

/**
 * Whether `new Worker` looks at its options' type: Firefox before 114 and Safari before 15 would run the module as
 * a plain script and report a syntax error. The getter throws, so that no worker is made.
 */
export function knowsModuleWorkers(): boolean {
  let asked = false;
  const options: WorkerOptions = {
    get type(): WorkerType {
      asked = true;
      throw new TypeError('no worker is wanted');
    },
  };
  try {
    new Worker('data:,', options).terminate();
  } catch {
    // By the getter, or because this browser starts no worker here at all, which the real start reports.
    return true;
  }
  return asked;
}

const NOTHING: HandedList = { files: [], program: false };

/** A client that only says why there is no engine. */
function failedClient(failure: EngineFailure): EngineClient {
  return {
    handed: NOTHING,
    post: () => {},
    subscribe: (listen) => queueMicrotask(() => listen({ type: 'failed', seq: null, failure })),
    close: () => {},
  };
}

/** Starts the engine's worker. A crash of the worker arrives as a failure like any other. */
export function startEngineWorker(handed: HandedList = NOTHING): EngineClient {
  if (!knowsModuleWorkers()) return failedClient({ code: 'no-module-workers' });
  let worker: Worker;
  try {
    worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
  } catch (error) {
    return failedClient({ code: 'no-worker', sandboxed: window.origin === 'null', detail: String(error) });
  }
  const unheard: FromEngine[] = [];
  let hear = (message: FromEngine): void => void unheard.push(message);
  const crashed = (detail: string) =>
    hear({ type: 'failed', seq: null, failure: { code: 'crashed', detail } });
  worker.onmessage = (event: MessageEvent<FromEngine>) => hear(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    crashed(event.message || 'the worker could not be loaded');
  };
  worker.onmessageerror = () => crashed('a message could not be read');
  return {
    handed,
    post(message) {
      worker.postMessage(message, transferred(message));
    },
    subscribe(listen) {
      hear = listen;
      for (const message of unheard.splice(0)) listen(message);
    },
    close() {
      worker.onmessage = null;
      worker.onerror = null;
      worker.terminate();
    },
  };
}

function transferred(message: ToEngine): Transferable[] {
  if (message.type === 'frame') return [message.image];
  return message.type === 'file-part' ? [message.bytes.buffer as ArrayBuffer] : [];
}
