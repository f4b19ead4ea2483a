import { cacheNames } from 'workbox-core';
import { createPartialResponse } from 'workbox-range-requests';
import { isKeepable } from './keepable.ts';

/** Clips on their way into the cache, by address: a second request waits instead of fetching them twice. */
const arriving = new Map<string, Promise<unknown>>();

/**
 * Answers a video element, which asks for byte ranges: a cache holds whole files only. A clip that is not kept
 * yet is fetched whole, shown while it arrives, and kept. Rejects where there is neither cache nor network.
 */
export async function answerClip(event: ExtendableEvent, request: Request): Promise<Response> {
  const range = request.headers.get('range');
  const cache = await caches.open(cacheNames.runtime);
  await arriving.get(request.url);
  const kept = await cache.match(request.url);
  if (kept) return range ? createPartialResponse(request, kept) : kept;

  const whole = await fetch(request.url);
  if (!isKeepable(whole)) return whole;
  const keeping = cache.put(request.url, whole.clone()).catch(() => undefined);
  arriving.set(request.url, keeping);
  event.waitUntil(keeping.then(() => arriving.delete(request.url)));
  if (!range) return whole;
  return range === 'bytes=0-' ? wholeAsRange(whole) : createPartialResponse(request, whole);
}

/** The answer to "from the first byte on" without waiting for the last. */
function wholeAsRange(whole: Response): Response {
  const length = Number(whole.headers.get('content-length'));
  if (!length || whole.headers.has('content-encoding')) return whole;
  const headers = new Headers(whole.headers);
  headers.set('Content-Range', `bytes 0-${length - 1}/${length}`);
  return new Response(whole.body, { status: 206, statusText: 'Partial Content', headers });
}
