import { cacheNames, clientsClaim, setCacheNameDetails } from 'workbox-core';
import { addPlugins, addRoute, getCacheKeyForURL, matchPrecache, precache } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkOnly } from 'workbox-strategies';
import { answerClip } from './clip.ts';
import { isKeepable } from './keepable.ts';
import type { ServiceWorkerRequest } from './messages.ts';

declare const self: ServiceWorkerGlobalScope;

/** If the network is slower than this, seconds, the cached page is shown. */
const PATIENCE_S = 3;

const PAGE = 'index.html';
const address = (path: string) => new URL(path, self.location.href).href;
const pages = new Set([address('./'), address(PAGE)]);
const documents = new Set([...pages, address('limits.html')]);
const later = new Set(__LATER__.map(address));
const keepOnlyFiles = {
  cacheWillUpdate: async ({ request, response }: { request: Request; response: Response }) =>
    isKeepable(response) || (documents.has(request.url) && response.status === 200) ? response : null,
};

// The scope ends each name, so that two copies of the page on one host never share a cache.
setCacheNameDetails({ prefix: 'mien', precache: 'first', runtime: 'used' });
clientsClaim();

// The page reloads a file whose hash is wrong; the cached copy must then be replaced.
registerRoute(
  ({ request, url }) =>
    request.cache === 'reload' && (later.has(url.href) || getCacheKeyForURL(url.href) !== undefined),
  async ({ event, request }) => {
    const response = await fetch(request);
    if (isKeepable(response)) (event as ExtendableEvent).waitUntil(replace(request.url, response.clone()));
    return response;
  },
);

// The network is tried first, so that a single reload shows the server's current version.
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && pages.has(url.origin + url.pathname),
  new NetworkOnly({
    networkTimeoutSeconds: PATIENCE_S,
    plugins: [
      {
        fetchDidSucceed: async ({ response }) => {
          if (response.status >= 500) throw new Error(`status ${response.status}`);
          return response;
        },
        handlerDidError: () => matchPrecache(PAGE),
      },
    ],
  }),
);

addPlugins([keepOnlyFiles]);
precache([...__FIRST__]);
addRoute({ directoryIndex: '', cleanURLs: false, ignoreURLParametersMatching: [] });

registerRoute(
  ({ url }) => later.has(url.href) && /\.(mp4|webm)$/.test(url.pathname),
  ({ event, request }) => answerClip(event as ExtendableEvent, request),
);
registerRoute(({ url }) => later.has(url.href), new CacheFirst({ plugins: [keepOnlyFiles] }));

self.addEventListener('activate', (event) => event.waitUntil(dropUnknown()));

self.addEventListener('message', (event) => {
  const message = event.data as ServiceWorkerRequest;
  const answer = (value: boolean) => event.ports[0]?.postMessage(value);
  switch (message.type) {
    case 'holds':
      answer(getCacheKeyForURL(message.script) !== undefined);
      break;
    case 'take-over':
      event.waitUntil(takeOver().then(answer));
      break;
  }
});

async function replace(url: string, response: Response): Promise<void> {
  const key = getCacheKeyForURL(url);
  const cache = await caches.open(key ? cacheNames.precache : cacheNames.runtime);
  await cache.put(key ?? url, response);
}

/** Removes files that an older version cached on use; Workbox itself removes those cached at installation. */
async function dropUnknown(): Promise<void> {
  const cache = await caches.open(cacheNames.runtime);
  const unknown = (await cache.keys()).filter(({ url }) => !later.has(url));
  await Promise.all(unknown.map((request) => cache.delete(request)));
}

/** Activates this worker unless there is a second window, which may still need the older version's files. */
async function takeOver(): Promise<boolean> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.length > 1) return false;
  await self.skipWaiting();
  return true;
}
