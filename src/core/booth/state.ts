/**
 * The phase of the show. `far`: somebody is in the picture, too far away. `reading`: somebody is near, and nothing is
 * read yet. `left`: nobody is near any more, and the last result still stays.
 */
export type BoothPhase = 'empty' | 'far' | 'reading' | 'shown' | 'left';

/** The people in one picture: far ones, near ones, and how many of the near ones are read. */
export interface Sight {
  readonly far: number;
  readonly near: number;
  readonly read: number;
}

/** The state of the show. Times are milliseconds of the clock that `nextBoothState` is given. */
export interface BoothState {
  readonly phase: BoothPhase;
  readonly since: number;
  /** The phase that the last pictures ask for, and since when. */
  readonly asked: BoothPhase;
  readonly askedSince: number;
}

/** What is seen must ask for a change this long: a phase changes at most 2.5 times a second, so that nothing flashes. */
export const HOLD_MS = 400;
/** How long the last result stays after its people have left. */
export const LEFT_MS = 4000;

/** The state before the first picture. */
export const EMPTY_BOOTH: BoothState = { phase: 'empty', since: 0, asked: 'empty', askedSince: 0 };

/**
 * The state after a picture, or after time has passed without one: call it with the last sight. A clock that was set
 * back, as by a clip that starts again, starts its counts again.
 */
export function nextBoothState(before: BoothState, sight: Sight, at: number): BoothState {
  const state = at < Math.max(before.since, before.askedSince) ? recounted(before, at) : before;
  const asked = askedBy(sight, state.phase);
  const askedSince = asked === state.asked ? state.askedSince : at;
  const next = { ...state, asked, askedSince };
  if (asked === state.phase || at - askedSince < HOLD_MS) return next;
  const staysLeft = state.phase === 'left' && !isNear(asked) && at - state.since < LEFT_MS;
  return staysLeft ? next : { ...next, phase: asked, since: at };
}

const isNear = (phase: BoothPhase): boolean => phase === 'reading' || phase === 'shown';

function askedBy(sight: Sight, phase: BoothPhase): BoothPhase {
  if (sight.read > 0) return 'shown';
  if (sight.near > 0) return 'reading';
  if (phase === 'shown') return 'left';
  return sight.far > 0 ? 'far' : 'empty';
}

function recounted(state: BoothState, at: number): BoothState {
  return { ...state, since: at, askedSince: at };
}
