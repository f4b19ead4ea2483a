import type { FromEngine, ToEngine } from '#engine/protocol.ts';

/** A worker and its wire. Tests give one that lives in memory. */
export interface EngineClient {
  post(message: ToEngine): void;
  subscribe(listen: (message: FromEngine) => void): void;
  close(): void;
}

/** Starts the engine's worker. A crash of the worker arrives as a failure like any other. */
export function startEngineWorker(): EngineClient {
  let worker: Worker;
  try {
    worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
  } catch (error) {
    return noWorker(String(error));
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

/** Stands for a worker that could not be started: says so to whoever listens. */
function noWorker(detail: string): EngineClient {
  const failure = { code: 'no-worker', sandboxed: window.origin === 'null', detail } as const;
  return {
    post() {},
    subscribe: (listen) => queueMicrotask(() => listen({ type: 'failed', seq: null, failure })),
    close() {},
  };
}
