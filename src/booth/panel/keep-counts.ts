import type { Days } from '#core/booth/counts-day.ts';
import { formatCounts, parseCounts, type RecordFault } from '#core/booth/counts-record.ts';

const KEY = 'mien.booth-counts';
/** A crash loses what was counted since the last write. */
const WRITE_MS = 5000;

/** `refused`: storage is full or blocked. `shared`: another window writes the same numbers. */
export type KeepTrouble = RecordFault | 'refused' | 'shared';

/** Keeps the days in the browser's storage under one key. */
export interface CountsKeeper {
  /** What was kept when the keeper was opened. */
  readonly days: Days;
  /** Why the numbers are not kept as they should be; null if they are. */
  readonly trouble: () => KeepTrouble | null;
  /** Writes if the last write was long enough ago. */
  readonly offer: (days: Days) => void;
  readonly write: (days: Days) => void;
  readonly erase: () => void;
  readonly close: () => void;
}

/** Opens what is kept. What cannot be used is overwritten by the first write. */
export function openKeeper(): CountsKeeper {
  let text: string | null = null;
  let refused = false;
  try {
    text = window.localStorage.getItem(KEY);
  } catch {
    refused = true;
  }
  const stored = parseCounts(text);
  let { fault } = stored;
  let shared = false;
  let writtenAt = performance.now();
  const changed = ({ key }: StorageEvent) => {
    if (key === KEY) shared = true;
  };
  window.addEventListener('storage', changed);

  function write(days: Days): void {
    writtenAt = performance.now();
    try {
      window.localStorage.setItem(KEY, formatCounts(days));
      refused = false;
    } catch {
      refused = true;
    }
  }

  return {
    days: stored.days,
    trouble: () => (refused ? 'refused' : shared ? 'shared' : fault),
    offer(days) {
      if (performance.now() - writtenAt >= WRITE_MS) write(days);
    },
    write,
    erase() {
      fault = null;
      shared = false;
      try {
        window.localStorage.removeItem(KEY);
      } catch {
        refused = true;
      }
    },
    close: () => window.removeEventListener('storage', changed),
  };
}

/** Keeps nothing: for a rehearsal, and where nobody is counted. */
export const NO_KEEPER: CountsKeeper = {
  days: {},
  trouble: () => null,
  offer: () => {},
  write: () => {},
  erase: () => {},
  close: () => {},
};
