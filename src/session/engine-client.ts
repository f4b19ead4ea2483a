import type { EngineFailure, FromEngine, ToEngine } from '#engine/protocol.ts';

/** A worker and its wire. Tests give one that lives in memory. */
export interface EngineClient {
  post(message: ToEngine): void;
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
    return asked;
  }
  return false;
}

/** A client that only says why there is no engine. */
function failedClient(failure: EngineFailure): EngineClient {
  return {
    post: () => {},
    subscribe: (listen) => queueMicrotask(() => listen({ type: 'failed', seq: null, failure })),
    close: () => {},
  };
}

/** Starts the engine's worker. A crash of the worker arrives as a failure like any other. */
export function startEngineWorker(): EngineClient {
  if (!knowsModuleWorkers()) return failedClient({ code: 'no-module-workers' });
  let worker: Worker;
  try {
    worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
  } catch (error) {
    return failedClient({ code: 'no-worker', sandboxed: window.origin === 'null', detail: String(error) });
  }
  return {
    post(message) {
      worker.postMessage(message, message.type === 'frame' ? [message.image] : []);
    },
    subscribe(listen) {
      worker.onmessage = (event: MessageEvent<FromEngine>) => listen(event.data);
      const crashed = (detail: string) =>
        listen({ type: 'failed', seq: null, failure: { code: 'crashed', detail } });
      worker.onerror = (event) => {
        event.preventDefault();
        crashed(event.message || 'the worker could not be loaded');
      };
      worker.onmessageerror = () => crashed('a message could not be read');
    },
    close() {
      worker.onmessage = null;
      worker.onerror = null;
      worker.terminate();
    },
  };
}
