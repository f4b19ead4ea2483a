import { cacheNames } from 'workbox-core';
import { createPartialResponse } from 'workbox-range-requests';
import { isKeepable } from './keepable.ts';

/** Clips being written to the cache, by URL, so that a second request waits instead of fetching the clip again. */
const arriving = new Map<string, Promise<unknown>>();

/**
 * Answers a video element's range requests, for which a cache of whole files is not enough. A clip that is not cached
 * yet is fetched whole, shown while it arrives, and cached. Rejects if it is not cached and there is no network.
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

/** Answers a range that starts at the first byte without waiting for the last one. */
function wholeAsRange(whole: Response): Response {
  const length = Number(whole.headers.get('content-length'));
  if (!length || whole.headers.has('content-encoding')) return whole;
  const headers = new Headers(whole.headers);
  headers.set('Content-Range', `bytes 0-${length - 1}/${length}`);
  return new Response(whole.body, { status: 206, statusText: 'Partial Content', headers });
}
