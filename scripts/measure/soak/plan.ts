import { randomFrom } from '../../media/drawing/random.ts';

/** What goes wrong on purpose, in the order in which reports name it. */
export const FAULTS = ['unplugged', 'black', 'frozen', 'worker', 'hidden', 'clock', 'reload'] as const;
export type Fault = (typeof FAULTS)[number];

/** How long each fault lasts, seconds; 0 for what happens at a moment. Black and equal pictures are noticed after 5 s. */
export const FAULT_SECONDS: { readonly [F in Fault]: number } = {
  unplugged: 6,
  black: 7,
  frozen: 7,
  worker: 0,
  hidden: 5,
  clock: 0,
  reload: 0,
};
/** A show is to be back within this time after a fault has ended; until then no visitor comes and nothing else fails. */
export const RECOVERY_SECONDS = 10;
/** Least time between the ends of a fault's time for recovery and the next fault, seconds. */
export const QUIET_SECONDS = 1;

/** Places in front of the camera: the middle of the visitor as a fraction of the picture. No two faces touch. */
export const PLACES = [0.17, 0.5, 0.83] as const;
/** The booth counts who comes back to a place within 30 s as the same person, so a place stays empty for longer. */
export const EMPTY_PLACE_SECONDS = 32;
/** Every visit is well above the three seconds after which it counts as a stay. */
export const LEAST_STAY_SECONDS = 5;
const LONGEST_STAY_SECONDS = 25;
const ARRIVALS_SECONDS = [2, 18] as const;

/** One round has each fault once. */
const ROUND_SECONDS = 3600;
/** The shortest run that has room for every fault and a visitor. */
export const LEAST_SECONDS = 120;

/** A visitor. Times are seconds since the show began. `face`: which picture, a whole number from 0 on. */
export interface Visit {
  readonly from: number;
  readonly to: number;
  readonly place: number;
  readonly face: number;
}

/** A fault from its beginning to its end, seconds since the show began. */
export interface PlannedFault {
  readonly fault: Fault;
  readonly from: number;
  readonly to: number;
}

/** Both lists are in the order of their beginning. */
export interface Plan {
  readonly seed: number;
  readonly seconds: number;
  readonly visits: readonly Visit[];
  readonly faults: readonly PlannedFault[];
}

/**
 * Plans a run: the same for the same seed and length. Each hour has every fault once, in another order, and visitors
 * come while nothing is wrong, so that it is known how many must be counted.
 *
 * @throws if the run is shorter than `LEAST_SECONDS`.
 */
export function planSoak(seconds: number, seed: number): Plan {
  if (!(seconds >= LEAST_SECONDS)) throw new Error(`a run takes at least ${LEAST_SECONDS / 60} minutes`);
  const random = randomFrom(seed);
  const rounds = Math.max(1, Math.floor(seconds / ROUND_SECONDS));
  const roundSeconds = seconds / rounds;
  const faults: PlannedFault[] = [];
  const visits: Visit[] = [];
  for (let round = 0; round < rounds; round++) {
    let at = round * roundSeconds;
    const quiet = quietTimes(roundSeconds, random);
    for (const [index, fault] of shuffled(FAULTS, random).entries()) {
      const from = at + (quiet[index] ?? 0) + QUIET_SECONDS;
      visits.push(...visitsBetween(at, from - QUIET_SECONDS, visits, random));
      const to = from + FAULT_SECONDS[fault];
      faults.push({ fault, from, to });
      at = to + RECOVERY_SECONDS;
    }
    visits.push(...visitsBetween(at, at + (quiet.at(-1) ?? 0), visits, random));
  }
  return { seed, seconds, visits, faults };
}

/** Divides the time of a round that no fault needs into quiet times before, between and after the faults, seconds. */
function quietTimes(roundSeconds: number, random: () => number): readonly number[] {
  const needed = FAULTS.reduce(
    (sum, fault) => sum + QUIET_SECONDS + FAULT_SECONDS[fault] + RECOVERY_SECONDS,
    0,
  );
  const free = roundSeconds - needed;
  const gaps = FAULTS.length + 1;
  // In a short run a few gaps get all the time, because a visit does not fit into a part of it.
  const used = Math.max(1, Math.min(gaps, Math.floor(free / LEAST_STAY_SECONDS)));
  const each = free / used;
  const roomy = each > 3 * LEAST_STAY_SECONDS;
  const times = Array.from({ length: gaps }, (_, gap) => (gap < used ? each : 0));
  if (roomy)
    for (let gap = 0; gap + 1 < gaps; gap += 2) {
      const moved = (random() - 0.5) * each;
      times[gap] = each + moved;
      times[gap + 1] = each - moved;
    }
  return shuffled(times, random);
}

function visitsBetween(
  from: number,
  to: number,
  before: readonly Visit[],
  random: () => number,
): readonly Visit[] {
  const visits: Visit[] = [];
  let at = from;
  for (;;) {
    const free = PLACES.map((_, place) => ({
      place,
      at: Math.max(at, freeFrom(place, [...before, ...visits])),
    }));
    const soonest = Math.min(...free.map((one) => one.at));
    const stay = Math.min(
      LEAST_STAY_SECONDS + random() * (LONGEST_STAY_SECONDS - LEAST_STAY_SECONDS),
      to - soonest,
    );
    // A rounding error of the times must not cost the only visit of a short run.
    if (stay < LEAST_STAY_SECONDS - 1e-6) return visits;
    const choice = free.filter((one) => one.at === soonest);
    const place = choice[Math.floor(random() * choice.length)]?.place ?? 0;
    visits.push({ from: soonest, to: soonest + stay, place, face: Math.floor(random() * 1000) });
    at = soonest + ARRIVALS_SECONDS[0] + random() * (ARRIVALS_SECONDS[1] - ARRIVALS_SECONDS[0]);
  }
}

/** When somebody may come to a place, seconds. */
function freeFrom(place: number, visits: readonly Visit[]): number {
  const last = visits.filter((one) => one.place === place).at(-1);
  return last ? last.to + EMPTY_PLACE_SECONDS : 0;
}

function shuffled<Value>(values: readonly Value[], random: () => number): readonly Value[] {
  return values
    .map((value) => ({ value, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}
