import { GENDERS, SMILES } from '../labels.ts';
import type { Box } from '../types.ts';
import type { EndedVisit } from './counts-day.ts';
import { ageBands, emotionList, type SeenFace, type SeenReading } from './counts-readings.ts';

/**
 * A visit, while somebody is in sight and for 30 s afterwards. It is never stored. Times are milliseconds of a clock
 * that does not jump.
 */
export interface Visit {
  /** The number of the newest track. Tracks get new numbers, so it does not say who somebody is. */
  readonly id: number;
  readonly bornAt: number;
  readonly lastAt: number;
  /** Where the newest track began, and where it was last. */
  readonly firstBox: Box;
  readonly box: Box;
  /** Time in sight. */
  readonly seenMs: number;
  /** Time with the face turned to the screen, in the newest track. */
  readonly turnedMs: number;
  readonly passed: boolean;
  readonly stayed: boolean;
  readonly turned: boolean;
  /** The last age and gender that were shown; both are means over the visit already. */
  readonly age: SeenReading['age'];
  readonly woman: number | null;
  readonly smile: Smile | null;
  readonly emotions: { readonly sums: readonly number[]; readonly ms: number } | null;
}

/** P(smile), averaged over about a second, and the highest such average; 0 in the first second. */
interface Smile {
  readonly average: number;
  readonly highest: number;
  readonly ms: number;
}

/** Somebody counts after this time in sight, milliseconds; what is shorter is a flicker of the detector. */
export const PASSED_MS = 500;
export const STAYED_MS = 3000;
/** Time with the face turned to the screen after which it counts as turned. */
export const TURNED_MS = 1000;
/** A longer pause between two sights is no time of a visit. */
const LONGEST_STEP_MS = 500;
/** Time constant of the average smile. */
const SMILE_MS = 1000;

/** The visit that begins with this sight. */
export function newVisit({ id, box, reading }: SeenFace, at: number): Visit {
  return {
    id,
    bornAt: at,
    lastAt: at,
    firstBox: box,
    box,
    seenMs: 0,
    turnedMs: 0,
    passed: false,
    stayed: false,
    turned: false,
    age: reading.age,
    woman: reading.woman,
    smile: null,
    emotions: null,
  };
}

/** The visit after its face was seen again. */
export function followVisit(visit: Visit, { box, turned, reading }: SeenFace, at: number): Visit {
  const ms = Math.min(at - visit.lastAt, LONGEST_STEP_MS);
  return {
    ...visit,
    box,
    lastAt: at,
    seenMs: visit.seenMs + ms,
    turnedMs: visit.turnedMs + (turned ? ms : 0),
    age: reading.age ?? visit.age,
    woman: reading.woman ?? visit.woman,
    smile: reading.smile === null ? visit.smile : nextSmile(visit.smile, reading.smile, ms),
    emotions: reading.emotions === null ? visit.emotions : nextEmotions(visit.emotions, reading.emotions, ms),
  };
}

/** The visit of before, which goes on with the track of `now`. */
export function continueVisit(before: Visit, now: Visit): Visit {
  return {
    ...now,
    passed: before.passed,
    stayed: before.stayed,
    turned: before.turned,
    seenMs: before.seenMs + now.seenMs,
    age: now.age ?? before.age,
    woman: now.woman ?? before.woman,
    smile: higherSmile(before.smile, now.smile),
    emotions: addEmotions(before.emotions, now.emotions),
  };
}

/** What a visit leaves in the counts. */
export function endedVisit({ stayed, seenMs, age, woman, smile, emotions }: Visit): EndedVisit {
  const yes = smile === null ? null : smileOf(smile);
  return {
    staySeconds: stayed ? seenMs / 1000 : null,
    readings: {
      ...(age !== null && { age: ageBands(age) }),
      ...(woman !== null && { gender: inOrder(GENDERS, { woman, man: 1 - woman }) }),
      ...(emotions !== null && emotions.ms > 0 && { emotion: emotions.sums.map((sum) => sum / emotions.ms) }),
      ...(yes !== null && { smile: inOrder(SMILES, { yes, no: 1 - yes }) }),
    },
  };
}

const inOrder = <Name extends string>(names: readonly Name[], values: Readonly<Record<Name, number>>) =>
  names.map((name) => values[name]);

function nextSmile(before: Smile | null, p: number, ms: number): Smile {
  if (before === null) return { average: p, highest: 0, ms: 0 };
  const average = before.average + (p - before.average) * (1 - Math.exp(-ms / SMILE_MS));
  const lasted = before.ms + ms;
  return { average, highest: lasted < SMILE_MS ? 0 : Math.max(before.highest, average), ms: lasted };
}

const smileOf = ({ average, highest }: Smile): number => (highest > 0 ? highest : average);

function higherSmile(a: Smile | null, b: Smile | null): Smile | null {
  if (a === null || b === null) return b ?? a;
  return { ...b, highest: Math.max(smileOf(a), smileOf(b)) };
}

function nextEmotions(
  before: Visit['emotions'],
  emotions: NonNullable<SeenReading['emotions']>,
  ms: number,
): Visit['emotions'] {
  const sums = emotionList(emotions).map((p, i) => (before?.sums[i] ?? 0) + p * ms);
  return { sums, ms: (before?.ms ?? 0) + ms };
}

function addEmotions(a: Visit['emotions'], b: Visit['emotions']): Visit['emotions'] {
  if (a === null || b === null) return b ?? a;
  return { sums: a.sums.map((sum, i) => sum + (b.sums[i] ?? 0)), ms: a.ms + b.ms };
}
