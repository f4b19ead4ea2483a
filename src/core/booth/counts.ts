import type { Attributes } from './attributes.ts';
import { addTally, type Clock, type Days } from './counts-day.ts';
import type { SeenFace } from './counts-readings.ts';
import { RETURN_MS, returnCost } from './counts-return.ts';
import {
  continueVisit,
  endedVisit,
  followVisit,
  newVisit,
  PASSED_MS,
  STAYED_MS,
  TURNED_MS,
  type Visit,
} from './counts-visit.ts';

/** The state of the counts. `days` alone may be stored. */
export interface CountsState {
  readonly days: Days;
  /** Who is in sight or was in the last 30 s. */
  readonly visits: readonly Visit[];
  /** Time of the last picture; null before the first. */
  readonly at: number | null;
}

/** A track that is lost may be found again for so long with the same number (core/track.ts). */
const TRACK_MS = 1000;
/** So long a new face waits for its age, so that it can be compared with whoever has just left. */
const WAIT_FOR_AGE_MS = 2500;
/** A track may begin so long before the one that it follows ends, if the end was noticed late. */
const OVERLAP_MS = 500;
/** A longer pause between two pictures is not counted as time in which the show ran. */
const LONGEST_STEP_MS = 1000;

const NOTHING = { passed: 0, stayed: 0, turned: 0, seconds: 0, ended: [] } as const;

/** The counts before the first picture, with the days that were kept. */
export const startCounts = (days: Days): CountsState => ({ days, visits: [], at: null });

/**
 * The counts after one picture.
 *
 * @param at milliseconds of a clock that does not jump. If it is set back, as by a clip that starts again, all visits
 *   end.
 * @param clock the place in the calendar, from the wall clock; what is counted now is counted there.
 * @param counted which readings may enter the counts.
 */
export function nextCounts(
  before: CountsState,
  at: number,
  faces: readonly SeenFace[],
  clock: Clock,
  counted: Attributes,
): CountsState {
  const state = before.at !== null && at < before.at ? endVisits(before, clock) : before;
  const sighted = faces.map((face) => {
    const visit = state.visits.find(({ id }) => id === face.id);
    return visit ? followVisit(visit, face, at) : newVisit(face, at);
  });
  const ids = new Set(sighted.map(({ id }) => id));
  const away = state.visits.filter(({ id }) => !ids.has(id));
  const decided = decide(sighted, away, at, counted);

  const visits = decided.visits.map(reachMarks);
  const isForgotten = ({ passed, lastAt }: Visit) => at - lastAt > (passed ? RETURN_MS : TRACK_MS);
  const reached = (mark: 'stayed' | 'turned') =>
    visits.filter((visit, i) => visit[mark] && decided.visits[i]?.[mark] === false).length;
  const days = addTally(state.days, clock, {
    passed: decided.newcomers,
    stayed: reached('stayed'),
    turned: reached('turned'),
    seconds: Math.min(at - (state.at ?? at), LONGEST_STEP_MS) / 1000,
    ended: visits.filter((visit) => visit.passed && isForgotten(visit)).map(endedVisit),
  });
  return { at, days, visits: visits.filter((visit) => !isForgotten(visit)) };
}

/** Ends all visits, as when the show ends: they enter the counts and are forgotten. */
export function endVisits(state: CountsState, clock: Clock): CountsState {
  const ended = state.visits.filter(({ passed }) => passed).map(endedVisit);
  const days = ended.length === 0 ? state.days : addTally(state.days, clock, { ...NOTHING, ended });
  return { days, visits: [], at: null };
}

interface Decided {
  /** All visits; one that goes on with a new track is there once. */
  readonly visits: readonly Visit[];
  /** How many people count from now on. */
  readonly newcomers: number;
}

/** Decides for each track that has been seen for long enough whether somebody has come back, or is new. */
function decide(sighted: readonly Visit[], away: readonly Visit[], at: number, counted: Attributes): Decided {
  let lost = away.filter(({ passed }) => passed);
  let newcomers = 0;
  const undecided = away.filter(({ passed }) => !passed);
  const visits = [...sighted, ...undecided].map((visit) => {
    if (visit.passed || !isDecidable(visit, lost, at, counted)) return visit;
    const found = whoCameBack(visit, lost);
    if (found === null) {
      newcomers += 1;
      return { ...visit, passed: true };
    }
    lost = lost.filter((one) => one !== found);
    return continueVisit(found, visit);
  });
  return { visits: [...visits, ...lost], newcomers };
}

function isDecidable(visit: Visit, lost: readonly Visit[], at: number, counted: Attributes): boolean {
  if (visit.seenMs < PASSED_MS) return false;
  const needsAge = counted.age && visit.age === null && lost.length > 0;
  return !needsAge || at - visit.bornAt >= WAIT_FOR_AGE_MS || at - visit.lastAt >= TRACK_MS;
}

/** Whoever of the lost fits a new track best; null if nobody does. */
function whoCameBack(visit: Visit, lost: readonly Visit[]): Visit | null {
  let best: Visit | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const one of lost) {
    const awayMs = visit.bornAt - one.lastAt;
    if (awayMs < -OVERLAP_MS) continue;
    const cost = returnCost(one, { ...visit, box: visit.firstBox }, awayMs);
    if (cost === null || cost >= least) continue;
    best = one;
    least = cost;
  }
  return best;
}

function reachMarks(visit: Visit): Visit {
  const { passed, stayed, turned, seenMs, turnedMs } = visit;
  if (!passed) return visit;
  return {
    ...visit,
    stayed: stayed || seenMs >= STAYED_MS,
    turned: turned || turnedMs >= TURNED_MS,
  };
}
