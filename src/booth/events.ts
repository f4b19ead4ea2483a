import type { Cell } from '#core/booth/counts-report.ts';
import type { BoothPhase, Sight } from '#core/booth/state.ts';

/** Today's numbers; null for a count of one to four people, which is not published. */
export interface BoothCounts {
  readonly passed: Cell;
  /** At least three seconds. */
  readonly stayed: Cell;
  /** Whose face was turned to the screen. */
  readonly turned: Cell;
  /** Seconds. */
  readonly medianStay: number | null;
}

/** The detail of a `mien-booth` event, for light and sound by other code. */
export interface BoothDetail {
  readonly state: BoothPhase;
  /** Milliseconds: of the page's clock, or of the clip's under ?seed-clock=1. */
  readonly at: number;
  /** How many people are in the picture: far ones, near ones, and those of the near ones that are read. */
  readonly people: Sight;
  /** Today's numbers, as far as they may be shown; null if nobody is counted. */
  readonly counts: BoothCounts | null;
}

/** Dispatches a `mien-booth` event on the window: the show has changed its state. */
export function announceBooth(detail: BoothDetail): void {
  window.dispatchEvent(new CustomEvent<BoothDetail>('mien-booth', { detail }));
}
