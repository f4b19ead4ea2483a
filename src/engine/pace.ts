import type { Pace } from './still-view.ts';

/** Rejects a search whose result is not wanted any more. */
export class CancelledError extends Error {}

/** Progress is reported in steps of at least this share. */
const STEP = 0.02;

export interface PaceParts {
  isWanted(): boolean;
  /** `share`: 0…1; it only grows. */
  report(share: number): void;
  /** Waits until the messages that have arrived are received. */
  turn?(): Promise<void>;
}

/** A pace that reports progress, and rejects with CancelledError at the first view after a still was cancelled. */
export function createPace({ isWanted, report, turn = nextTurn }: PaceParts): Pace {
  let reported = 0;
  return async (share) => {
    await turn();
    if (!isWanted()) throw new CancelledError('the still was cancelled');
    if (share < reported + STEP) return;
    reported = share;
    report(share);
  };
}

/** A turn of the event loop. A timer would take 4 ms. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
