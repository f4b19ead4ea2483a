/** A source of periodic ticks; tests use their own. */
export interface Timers {
  /** Calls back about every `ms` milliseconds; returns a function that cancels. */
  every(ms: number, tick: () => void): () => void;
}

/** The page's timers. They do not tick in the background, where browsers freeze workers. */
export const PAGE_TIMERS: Timers = {
  every(ms, tick) {
    const handle = setInterval(() => {
      if (!document.hidden) tick();
    }, ms);
    return () => clearInterval(handle);
  },
};

/** Calls back once after `ms` milliseconds; returns a function that cancels. */
export function pageAfter(ms: number, then: () => void): () => void {
  const handle = setTimeout(then, ms);
  return () => clearTimeout(handle);
}

/** A countdown that reports silence. */
export interface Watchdog {
  /** Starts, or restarts, a countdown of `ms` milliseconds. */
  watch(ms: number): void;
  stop(): void;
}

const TICK_MS = 500;

/**
 * Creates a stopped watchdog. It counts ticks instead of reading the clock: after a laptop has slept for an hour, the
 * worker must not be reported as silent.
 *
 * @param onTimeout is called when a countdown ends.
 */
export function createWatchdog(timers: Timers, onTimeout: () => void): Watchdog {
  let left = 0;
  let end: (() => void) | null = null;
  const stop = () => {
    end?.();
    end = null;
  };
  return {
    watch(ms) {
      left = Math.ceil(ms / TICK_MS);
      end ??= timers.every(TICK_MS, () => {
        left -= 1;
        if (left > 0) return;
        stop();
        onTimeout();
      });
    },
    stop,
  };
}
