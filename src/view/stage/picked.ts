/** The person that is pointed at in the panel. Kept outside React because the overlay is drawn outside React. */
export interface Picked {
  readonly get: () => number | null;
  readonly set: (id: number | null) => void;
  /** Calls back on every change; returns a function that unsubscribes. */
  readonly listen: (changed: () => void) => () => void;
}

/** Starts with no person picked. */
export function createPicked(): Picked {
  let picked: number | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => picked,
    set(id) {
      if (id === picked) return;
      picked = id;
      for (const changed of listeners) changed();
    },
    listen(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
