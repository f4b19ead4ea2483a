import type { DecodeRequest, DecoderMessage } from '#decoders/protocol.ts';

/** The connection to the decoders' worker. Tests use one in memory. */
export interface DecoderClient {
  post(request: DecodeRequest): void;
  subscribe(listen: (message: DecoderMessage) => void): void;
  close(): void;
}

/** Starts the decoders' worker. A crash is reported as a failure message. Throws where workers cannot start. */
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
        // An error before the first message means that the worker's script could not be loaded.
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
