import type { ServiceWorkerRequest } from '#offline/messages.ts';
import type { NoticeContent } from '#store/state.ts';

/** Delay after the start of the engine, so that the downloads do not compete with the first readings. */
const START_DELAY_MS = 2_000;
/** Shortest time between two checks for a new version, on a page that stays open for days. */
const CHECK_EVERY_MS = 3_600_000;
/** Time limit for the worker's answer. After it the page is reloaded anyway, which also loads the new version. */
const ANSWER_MS = 2_000;

export interface OfflineParts {
  /** Address of the service worker's script. */
  readonly worker: string;
  /** Address of the page's script; identifies a service worker of the same version. */
  readonly script: string;
  notify(content: NoticeContent): void;
  /** Resolves once the engine runs; nothing is cached before. */
  started(): Promise<void>;
}

/** Controls the update of the page. */
export interface Offline {
  /** Activates the new version and then, if `stillWanted()`, reloads the page. */
  takeUpdate(stillWanted: () => boolean): Promise<void>;
}

/**
 * Caches the page's files for use without a network, and notifies when a new version is ready. Where service workers
 * are missing or blocked the page works without one.
 */
export function keepOffline(parts: OfflineParts): Offline {
  const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));
  let activate: () => Promise<unknown> = async () => {};

  async function register(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    await parts.started();
    await pause(START_DELAY_MS);
    const { Workbox, messageSW } = await import('workbox-window');
    const { serviceWorker } = navigator;
    const isFirst = serviceWorker.controller === null;
    const workbox = new Workbox(parts.worker);
    const registered = workbox.register({ immediate: true });

    const query = (keeper: ServiceWorker, message: ServiceWorkerRequest): Promise<boolean> =>
      messageSW(keeper, message);
    const takeOver = async () => {
      const waiting = (await registered)?.waiting;
      if (!waiting) return;
      const inPlace = new Promise((resolve) =>
        serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
      if (await query(waiting, { type: 'take-over' })) await inPlace;
    };
    workbox.addEventListener('waiting', async () => {
      const waiting = (await registered)?.waiting;
      if (!waiting) return;
      // After a reload the page may already be the new version while the old service worker still controls it.
      if (await query(waiting, { type: 'holds', script: parts.script })) await takeOver();
      else parts.notify({ code: 'update-ready' });
    });
    if (isFirst) void workbox.controlling.then(() => cacheUsedFiles(workbox));
    await registered;
    activate = takeOver;
    checkForUpdates(workbox);
  }

  // Registration fails in private windows or with blocked storage, and the page works without it.
  void register().catch(() => undefined);

  return {
    async takeUpdate(stillWanted) {
      await Promise.race([activate(), pause(ANSWER_MS)]);
      if (stillWanted()) window.location.reload();
    },
  };
}

/** Caches the files that a first visit fetched before its service worker was active. */
function cacheUsedFiles(workbox: { messageSW(data: object): Promise<unknown> }): void {
  const used = performance.getEntriesByType('resource').map(({ name }) => name);
  const urlsToCache = used.filter((url) => url.startsWith(window.location.origin));
  void workbox.messageSW({ type: 'CACHE_URLS', payload: { urlsToCache } });
}

/** Checks for a new version when the page becomes visible, at most once an hour. */
function checkForUpdates(workbox: { update(): Promise<void> }): void {
  let checkedAt = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || performance.now() - checkedAt < CHECK_EVERY_MS) return;
    checkedAt = performance.now();
    void workbox.update().catch(() => undefined);
  });
}
