import type { EngineClient } from './engine-client.ts';

/** Absolute addresses of the files that the first worker needs, exactly as the worker requests them. */
export interface EarlyFiles {
  readonly program: string;
  /** Files of the detector. */
  readonly finding: readonly string[];
  /** Files of the attribute network. Requested after the detector's, which would otherwise share a slow line. */
  readonly reading: readonly string[];
}

/**
 * Starts the first worker and fetches its files in the order in which it needs them. The page can do so 100 ms before
 * the worker's script runs, and a file preloaded by the HTML is available to the page only.
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
  // Only streaming compilation uses the browser's code cache, which saves the second visit a compilation.
  const compiled = WebAssembly.compileStreaming(fetch(url, { credentials: 'same-origin' }));
  client.post({ type: 'program', program: await compiled.catch(() => null) });
}

/** Sends the file in parts as they arrive. After any error the worker fetches it itself and reports the cause. */
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
