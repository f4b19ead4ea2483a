import type { DecodeRequest, DecoderMessage } from '#decoders/protocol.ts';

/** The decoders' worker and its wire. Tests give one that lives in memory. */
export interface DecoderClient {
  post(request: DecodeRequest): void;
  subscribe(listen: (message: DecoderMessage) => void): void;
  close(): void;
}

/** Starts the decoders' worker. A crash of the worker arrives as a failure like any other. */
export function startDecoderWorker(): DecoderClient {
  const worker = new Worker(new URL('../decoders/picture-decoder.ts', import.meta.url), { type: 'module' });
  let answered = false;
  return {
    post: (request) => worker.postMessage(request),
    subscribe(listen) {
      worker.onmessage = (event: MessageEvent<DecoderMessage>) => {
        answered = true;
        listen(event.data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        // Before its first word, the worker's own script is what could not be fetched.
        const failure = answered
          ? ({ code: 'crashed', detail: event.message || 'the decoder stopped' } as const)
          : ({ code: 'not-loaded' } as const);
        listen({ type: 'failed', failure });
      };
      worker.onmessageerror = () =>
        listen({ type: 'failed', failure: { code: 'crashed', detail: 'a message could not be read' } });
    },
    close() {
      worker.onmessage = null;
      worker.onerror = null;
      worker.onmessageerror = null;
      worker.terminate();
    },
  };
}
