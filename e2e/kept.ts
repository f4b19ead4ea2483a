import { statSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { keptFiles } from '../scripts/offline/kept-files.ts';

/** A file in a cache of the page's origin. */
export interface Kept {
  /** Relative to the page, without the revision that Workbox adds to files without a hash. */
  readonly url: string;
  readonly bytes: number;
}

/** Lists all files in all caches of the page's origin, sorted by address. */
export async function keptNow(page: Page): Promise<readonly Kept[]> {
  const found = await page.evaluate(async () => {
    const here = new URL('./', document.baseURI).href;
    const files: { url: string; bytes: number }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const body = await (await cache.match(request))?.blob();
        files.push({ url: request.url.replace(here, ''), bytes: body?.size ?? 0 });
      }
    }
    return files;
  });
  return found
    .map(({ url, bytes }) => ({ url: url.replace(/\?__WB_REVISION__=\w+$/, ''), bytes }))
    .sort((one, other) => (one.url < other.url ? -1 : 1));
}

/** Lists the files that the service worker may cache, with their sizes in the build. */
export function mayBeKept(): readonly Kept[] {
  const { first, later } = keptFiles('dist');
  return [...first.map(({ url }) => url), ...later].map((url) => ({
    url,
    bytes: statSync(`dist/${url.split('?')[0]}`).size,
  }));
}

/** Waits until an active service worker controls the page. */
export async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}
