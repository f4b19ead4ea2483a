import { statSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { keptFiles } from '../scripts/build/offline/kept-files.ts';

/** A file in a cache of the page's origin. */
export interface Kept {
  /** Relative to the page, without what Workbox adds to files of no hash. */
  readonly url: string;
  readonly bytes: number;
}

/** Everything in every cache of the page's origin, by address. */
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

/** What the build says may be kept, and how long each file is. */
export function mayBeKept(): readonly Kept[] {
  const { first, later } = keptFiles('dist');
  return [...first.map(({ url }) => url), ...later].map((url) => ({
    url,
    bytes: statSync(`dist/${url.split('?')[0]}`).size,
  }));
}

/** Waits until a service worker answers for the page. */
export async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}
