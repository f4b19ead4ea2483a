import type { ServiceWorkerRequest } from '#offline/messages.ts';
import type { NoticeContent } from '#store/state.ts';

/** A first start with its first readings is over by then, and nothing competes with it. */
const REST_MS = 2_000;
/** A page that stays open for days asks this often, when it is looked at again. */
const ASK_EVERY_MS = 3_600_000;
/** A worker that does not answer by then is not waited for: a reload brings the new page anyway. */
const ANSWER_MS = 2_000;

export interface OfflineParts {
  /** Address of the service worker's script. */
  readonly worker: string;
  /** Address of the page's own script: tells whether a service worker is of the same version. */
  readonly script: string;
  notify(content: NoticeContent): void;
  /** Resolves once the engine runs: nothing is kept before. */
  started(): Promise<void>;
}

export interface Offline {
  /** Lets the new version in and reloads the page, if `stillWanted` after the moment that this takes. */
  takeUpdate(stillWanted: () => boolean): Promise<void>;
}

/**
 * Keeps the page's files for use without a network, and says when a new version is ready. Where service workers
 * are missing or refused the page works without one.
 */
export function keepOffline(parts: OfflineParts): Offline {
  const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));
  let letIn: () => Promise<unknown> = async () => {};

  async function register(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    await parts.started();
    await pause(REST_MS);
    const { Workbox, messageSW } = await import('workbox-window');
    const { serviceWorker } = navigator;
    const isFirst = serviceWorker.controller === null;
    const workbox = new Workbox(parts.worker);
    const registered = workbox.register({ immediate: true });

    const ask = (keeper: ServiceWorker, question: ServiceWorkerRequest): Promise<boolean> =>
      messageSW(keeper, question);
    const takeOver = async () => {
      const waiting = (await registered)?.waiting;
      if (!waiting) return;
      const inPlace = new Promise((resolve) =>
        serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
      if (await ask(waiting, { type: 'take-over' })) await inPlace;
    };
    workbox.addEventListener('waiting', async () => {
      const waiting = (await registered)?.waiting;
      if (!waiting) return;
      // After a reload the page is the new one already, and only its keeper is still the older.
      if (await ask(waiting, { type: 'holds', script: parts.script })) await takeOver();
      else parts.notify({ code: 'update-ready' });
    });
    if (isFirst) void workbox.controlling.then(() => keepWhatWasUsed(workbox));
    await registered;
    letIn = takeOver;
    askNowAndThen(workbox);
  }

  // Refused by the browser (private windows, blocked storage): the page does not need it.
  void register().catch(() => undefined);

  return {
    async takeUpdate(stillWanted) {
      await Promise.race([letIn(), pause(ANSWER_MS)]);
      if (stillWanted()) window.location.reload();
    },
  };
}

/** What a first visit fetched before its service worker was there. */
function keepWhatWasUsed(workbox: { messageSW(data: object): Promise<unknown> }): void {
  const used = performance.getEntriesByType('resource').map(({ name }) => name);
  const urlsToCache = used.filter((url) => url.startsWith(window.location.origin));
  void workbox.messageSW({ type: 'CACHE_URLS', payload: { urlsToCache } });
}

function askNowAndThen(workbox: { update(): Promise<void> }): void {
  let askedAt = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || performance.now() - askedAt < ASK_EVERY_MS) return;
    askedAt = performance.now();
    void workbox.update().catch(() => undefined);
  });
}
