/**
 * Keeps the screen on while the page is visible; the browser takes the lock away when it is hidden. Does nothing where
 * the browser has no wake lock or refuses it. Returns a function that ends it.
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let ended = false;
  const take = async () => {
    if (ended || document.visibilityState !== 'visible' || !canKeepAwake()) return;
    if (lock !== null && !lock.released) return;
    const taken = await navigator.wakeLock.request('screen').catch(() => null);
    if (ended) void taken?.release();
    else lock = taken;
  };
  document.addEventListener('visibilitychange', take);
  void take();
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', take);
    void lock?.release();
  };
}

/** Whether the browser can keep the screen on for this page. */
export const canKeepAwake = (): boolean => 'wakeLock' in navigator;
