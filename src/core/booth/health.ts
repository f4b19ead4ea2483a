/**
 * What can be wrong with a show. `absent`: there is no camera. `busy`: it does not open, mostly because another program
 * has it. `silent`: it gives no pictures. `frozen`: it gives the same one again and again. `black`: they show nothing.
 * `stopped`: the worker does not answer, has crashed or has no memory. `failed`: anything else that may end by itself.
 */
export type Ailment = 'absent' | 'busy' | 'silent' | 'frozen' | 'black' | 'stopped' | 'failed';

/**
 * What is seen of a show at one moment. `resting`: nothing is wanted. `pending`: something starts, and it is not known
 * how that ends. `well`: pictures come, change and are read.
 */
export type Symptom = 'resting' | 'pending' | 'well' | Ailment;

/** Times are milliseconds of a clock that never goes back. */
export interface Health {
  /** The time of the last step; null before the first. */
  readonly at: number | null;
  /** What was wrong when it was last known; null once all is well again. */
  readonly ailment: Ailment | null;
  /** How long something has been wrong, and how long all has been well. */
  readonly illMs: number;
  readonly wellMs: number;
  /** How long the last attempt has been under way. */
  readonly pendingMs: number;
  /** Attempts since all was well for a while. */
  readonly attempts: number;
  /** Time left until the next attempt; null while none is planned. */
  readonly waitMs: number | null;
}

export interface HealthStep {
  readonly health: Health;
  /** Whether to open the source again now, and to start the worker again if it has failed. */
  readonly tries: boolean;
}

/** The health before the first step. */
export const NEW_HEALTH: Health = {
  at: null,
  ailment: null,
  illMs: 0,
  wellMs: 0,
  pendingMs: 0,
  attempts: 0,
  waitMs: null,
};

/**
 * Pauses before the first attempt, the second, and so on, seconds; the last one repeats. No event says that another
 * program has freed the camera, so a show that is to be back within ten seconds asks at least every eight.
 */
export const PAUSES: { readonly [A in Exclude<Ailment, 'black'>]: readonly number[] } = {
  absent: [1, 2, 4, 8],
  busy: [1, 2, 4, 8],
  silent: [1, 2, 4, 8],
  // A picture that moves again is seen without an attempt, and each attempt takes the mirror away for a moment.
  frozen: [1, 4, 16, 60, 300, 600],
  stopped: [1, 2, 4, 8, 16, 32, 60],
  failed: [1, 2, 4, 8, 16, 32, 60],
};
/** As PAUSES. A cover is not opened by more attempts, and light is seen without one. */
export const BLACK_PAUSES: readonly number[] = [2, 30];

/** After this long of all being well, the next fault begins with the shortest pause. */
export const STEADY_MS = 10_000;
/** An attempt after a fault may take this long; a browser may never answer it. */
export const ATTEMPT_MS = 30_000;
/** Longer steps are the sleep of the machine or of the page. */
export const LONGEST_STEP_MS = 5000;
/** A worker that starts again within this time is not mentioned. */
const UNSAID_MS = 1000;

/**
 * The health at `at`. A sleep counts as one short step, and attempts begin anew after it. Never gives up, except on a
 * black picture.
 */
export function nextHealth(before: Health, symptom: Symptom, at: number): HealthStep {
  const gap = before.at === null ? 0 : at - before.at;
  const hasSlept = gap > LONGEST_STEP_MS;
  const passed = hasSlept ? 0 : Math.max(0, gap);
  const attempts = hasSlept ? 0 : before.attempts;
  switch (symptom) {
    case 'resting':
      return { health: { ...NEW_HEALTH, at }, tries: false };
    case 'well': {
      const wellMs = before.wellMs + passed;
      const health = { ...NEW_HEALTH, at, wellMs, attempts: wellMs >= STEADY_MS ? 0 : attempts };
      return { health, tries: false };
    }
    case 'pending': {
      // At the first start a person may take any time to answer the browser's question.
      if (before.ailment === null) return { health: { ...NEW_HEALTH, at, attempts }, tries: false };
      const waited = before.pendingMs + passed;
      const tries = waited >= ATTEMPT_MS;
      const pendingMs = tries ? 0 : waited;
      const illMs = before.illMs + passed;
      const after = { at, ailment: before.ailment, illMs, wellMs: 0, pendingMs, waitMs: null };
      return { health: { ...after, attempts: attempts + Number(tries) }, tries };
    }
    default: {
      const illMs = before.ailment === null ? 0 : before.illMs + passed;
      const pause = pauseMs(symptom, attempts);
      const left = before.waitMs === null ? pause : Math.min(before.waitMs - passed, pause);
      const tries = left <= 0;
      const waitMs = tries || !Number.isFinite(left) ? null : left;
      const after = { at, ailment: symptom, illMs, wellMs: 0, pendingMs: 0, waitMs };
      return { health: { ...after, attempts: attempts + Number(tries) }, tries };
    }
  }
}

/** What the screen says is wrong; null for nothing. */
export function saidAilment({ ailment, illMs }: Health): Ailment | null {
  return ailment === 'stopped' && illMs < UNSAID_MS ? null : ailment;
}

/** Milliseconds before the attempt after so many; infinite if none follows. */
function pauseMs(ailment: Ailment, attempts: number): number {
  if (ailment === 'black') return (BLACK_PAUSES[attempts] ?? Number.POSITIVE_INFINITY) * 1000;
  const pauses = PAUSES[ailment];
  return (pauses[Math.min(attempts, pauses.length - 1)] ?? 0) * 1000;
}
