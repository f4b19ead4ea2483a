/** Dispatched on the window before the page reloads itself: whoever keeps something stores it now, at once. */
export const BEFORE_RELOAD = 'mien-booth-reload';

const SOON_MS = 10_000;

/**
 * Reloads the page with its link. Does nothing, and resolves with false, if the page could not be loaded again now: a
 * browser's page of error would stay until the morning.
 */
export async function reloadShow(): Promise<boolean> {
  if (!(await canLoad())) return false;
  window.dispatchEvent(new Event(BEFORE_RELOAD));
  window.location.reload();
  return true;
}

/** Reloads the page after a rendering error, once the server or service worker answers, at most every ten seconds. */
export function reloadSoon(): void {
  setTimeout(async () => {
    if (!(await reloadShow())) reloadSoon();
  }, SOON_MS);
}

/** The service worker has the page; without one the server must answer. */
async function canLoad(): Promise<boolean> {
  try {
    if (navigator.serviceWorker?.controller) return true;
    const answer = await fetch(window.location.href, { cache: 'no-store' });
    return answer.ok;
  } catch {
    return false;
  }
}
