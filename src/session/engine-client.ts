import type { FromEngine, HandedList, ToEngine } from '#engine/protocol.ts';

/** A worker and its wire. Tests give one that lives in memory. */
export interface EngineClient {
  /** What the page fetches for this worker; `boot` says so to the worker. */
  readonly handed: HandedList;
  post(message: ToEngine): void;
  /** What was said before somebody listened is delivered at once. */
  subscribe(listen: (message: FromEngine) => void): void;
  close(): void;
}

const NOTHING: HandedList = { files: [], program: false };

/** Starts the engine's worker. A crash of the worker arrives as a failure like any other. */
export function startEngineWorker(handed: HandedList = NOTHING): EngineClient {
  const worker = new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
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
