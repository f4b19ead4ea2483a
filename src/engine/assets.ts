import { EngineError } from './failure.ts';

/** Expected length and hash of a file. */
export interface FileSeal {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Called with the bytes that have arrived since the last call. */
export type OnBytes = (count: number) => void;

/**
 * Fetches with same-origin credentials.
 * Throws EngineError: asset-missing on a network or HTTP error, asset-broken where the server returned a web page.
 */
export async function fetchChecked(url: string, cache: RequestCache = 'default'): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', cache });
  } catch {
    throw new EngineError({ code: 'asset-missing', url, status: 0 });
  }
  if (!response.ok) throw new EngineError({ code: 'asset-missing', url, status: response.status });
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('text/html')) {
    throw new EngineError({ code: 'asset-broken', url, expected: 'a model file', found: 'a web page' });
  }
  return response;
}

/** Reads a body to its end and reports the size of every chunk. Rejects if the download breaks off. */
export async function countBytes(response: Response, onBytes: OnBytes): Promise<void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes(value.byteLength);
  }
}

/** Resolves with a file that the page fetches for the worker, or with null if the worker must fetch it itself. */
export type TakeHanded = (url: string, onBytes: OnBytes) => Promise<Uint8Array | null>;

/**
 * Fetches a whole file and checks it against its seal, if one is given. A broken file is fetched once more, past
 * every cache.
 *
 * @param handed is tried before a request is made.
 * @throws EngineError asset-missing, or asset-broken where length or hash differ.
 */
export async function fetchBytes(
  url: string,
  seal: FileSeal | null,
  onBytes: OnBytes,
  handed: TakeHanded = async () => null,
): Promise<Uint8Array> {
  try {
    const bytes = await handed(url, onBytes);
    if (bytes === null) return await fetchOnce(url, seal, onBytes, 'default');
    if (seal) await checkSeal(url, bytes, seal);
    return bytes;
  } catch (error) {
    // A damaged copy in a cache would be served again at every start.
    if (!(error instanceof EngineError) || error.failure.code !== 'asset-broken') throw error;
    return fetchOnce(url, seal, onBytes, 'reload');
  }
}

async function fetchOnce(
  url: string,
  seal: FileSeal | null,
  onBytes: OnBytes,
  cache: RequestCache,
): Promise<Uint8Array> {
  const response = await fetchChecked(url, cache);
  const counted = countBytes(response.clone(), onBytes).catch(() => undefined);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new EngineError({
      code: 'asset-broken',
      url,
      expected: 'a whole file',
      found: 'a broken download',
    });
  }
  await counted;
  if (seal) await checkSeal(url, bytes, seal);
  return bytes;
}

async function checkSeal(url: string, bytes: Uint8Array, seal: FileSeal): Promise<void> {
  if (bytes.byteLength !== seal.bytes) {
    const found = `${bytes.byteLength} bytes`;
    throw new EngineError({ code: 'asset-broken', url, expected: `${seal.bytes} bytes`, found });
  }
  // crypto.subtle exists on secure origins only; elsewhere only the length is checked.
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== seal.sha256) {
    throw new EngineError({ code: 'asset-broken', url, expected: seal.sha256, found });
  }
}
