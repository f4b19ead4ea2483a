/** The page's timers; tests give their own. */
export interface Timers {
  /** Calls back about every `ms`; returns a function that ends it. */
  every(ms: number, tick: () => void): () => void;
}

/** They do not tick while the page is in the background: what is frozen there owes no answer. */
export const PAGE_TIMERS: Timers = {
  every(ms, tick) {
    const handle = setInterval(() => {
      if (!document.hidden) tick();
    }, ms);
    return () => clearInterval(handle);
  },
};

/** Calls back once after `ms`; returns a function that cancels. */
export function pageAfter(ms: number, then: () => void): () => void {
  const handle = setTimeout(then, ms);
  return () => clearTimeout(handle);
}

export interface Watchdog {
  /** Barks after `ms` unless told to rest or to watch anew before that. */
  watch(ms: number): void;
  rest(): void;
}

const TICK_MS = 500;

/**
 * Counts its own ticks and not the clock: a laptop that slept for an hour has missed its ticks too,
 * and must not find the worker guilty on waking.
 */
export function createWatchdog(timers: Timers, bark: () => void): Watchdog {
  let left = 0;
  let end: (() => void) | null = null;
  const rest = () => {
    end?.();
    end = null;
  };
  return {
    watch(ms) {
      left = Math.ceil(ms / TICK_MS);
      end ??= timers.every(TICK_MS, () => {
        left -= 1;
        if (left > 0) return;
        rest();
        bark();
      });
    },
    rest,
  };
}
