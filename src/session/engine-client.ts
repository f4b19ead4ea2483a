import type { EngineFailure, FromEngine, HandedList, ToEngine } from '#engine/protocol.ts';

/** The connection to an engine's worker. Tests use one in memory. */
export interface EngineClient {
  /** What the page fetches for this worker, to be passed on in `boot`. */
  readonly handed: HandedList;
  post(message: ToEngine): void;
  /** Sets the only listener. Messages that arrived before it are delivered at once. */
  subscribe(listen: (message: FromEngine) => void): void;
  close(): void;
}

/**
 * Whether `new Worker` reads the `type` of its options. Firefox before 114 and Safari before 15 do not: they run the
 * module as a plain script and report a syntax error. The getter throws, so that no worker is started.
 */
export function knowsModuleWorkers(): boolean {
  let read = false;
  const options: WorkerOptions = {
    get type(): WorkerType {
      read = true;
      throw new TypeError('no worker is wanted');
    },
  };
  try {
    new Worker('data:,', options).terminate();
  } catch {
    // Thrown by the getter, or by a browser that starts no workers at all, which startEngineWorker reports.
    return true;
  }
  return read;
}

const NOTHING: HandedList = { files: [], program: false };

/** A client that only reports why there is no engine. */
function failedClient(failure: EngineFailure): EngineClient {
  return {
    handed: NOTHING,
    post: () => {},
    subscribe: (listen) => queueMicrotask(() => listen({ type: 'failed', seq: null, failure })),
    close: () => {},
  };
}

/** Starts the engine's worker. Never throws: a worker that cannot start or crashes is reported by `failed`. */
export function startEngineWorker(handed: HandedList = NOTHING): EngineClient {
  if (!knowsModuleWorkers()) return failedClient({ code: 'no-module-workers' });
  let worker: Worker;
  try {
    worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
  } catch (error) {
    return failedClient({ code: 'no-worker', sandboxed: window.origin === 'null', detail: String(error) });
  }
  const pending: FromEngine[] = [];
  let deliver = (message: FromEngine): void => void pending.push(message);
  const crashed = (detail: string) =>
    deliver({ type: 'failed', seq: null, failure: { code: 'crashed', detail } });
  worker.onmessage = (event: MessageEvent<FromEngine>) => deliver(event.data);
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
      deliver = listen;
      for (const message of pending.splice(0)) listen(message);
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
