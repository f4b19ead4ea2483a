import type { EngineClient } from './engine-client.ts';

/** Absolute addresses of what the first worker needs, exactly as the worker asks for them. */
export interface EarlyFiles {
  readonly program: string;
  /** What finds faces. */
  readonly finding: readonly string[];
  /** What reads them: asked for once the rest is here, because on a slow line everything shares it. */
  readonly reading: readonly string[];
}

/**
 * Starts the first worker and fetches its files in the order of need: a page's script runs 100 ms before the
 * worker's does, and a file preloaded by the HTML reaches only the page without a second request.
 */
export function startEarlyEngine(
  start: (handed: EngineClient['handed']) => EngineClient,
  files: EarlyFiles,
): EngineClient {
  const client = start({ files: [...files.finding, ...files.reading], program: true });
  void (async () => {
    await Promise.all([handProgram(client, files.program), ...files.finding.map((url) => hand(client, url))]);
    for (const url of files.reading) void hand(client, url);
  })();
  return client;
}

async function handProgram(client: EngineClient, url: string): Promise<void> {
  // Streaming keeps the browser's code cache: the second visit does not compile again.
  const compiled = WebAssembly.compileStreaming(fetch(url, { credentials: 'same-origin' }));
  client.post({ type: 'program', program: await compiled.catch(() => null) });
}

/** Sends the file in parts as they arrive. Whatever goes wrong is left to the worker, which has words for it. */
async function hand(client: EngineClient, url: string): Promise<void> {
  let whole = false;
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    const isPage = response.headers.get('content-type')?.includes('text/html');
    const reader = response.ok && !isPage ? response.body?.getReader() : null;
    while (reader) {
      const { done, value } = await reader.read();
      if (done) {
        whole = true;
        break;
      }
      client.post({ type: 'file-part', url, bytes: value });
    }
  } catch {
    whole = false;
  }
  client.post({ type: 'file-end', url, whole });
}
