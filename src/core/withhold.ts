import { UNSURE_BAND } from './hysteresis.ts';
import { HEADS, type Head } from './labels.ts';
import type { Evidence, Reading, Shown, Withheld, WithheldReason, Words } from './types.ts';

/** What a crop must have for an attribute to be shown. */
interface Limit {
  /** Least side of the crop, picture pixels. */
  readonly side: number;
  readonly sharpness: number;
  /** Least brightness, as a fraction of white, unless the contrast is good. */
  readonly brightness: number;
}

/**
 * From these on, the error on labelled pictures is at most twice that of the pictures as they are. The curves, and
 * the command that printed them, are in docs/limits.md.
 */
export const LIMITS: { readonly [H in Head]: Limit } = {
  age: { side: 14, sharpness: 0.02, brightness: 0.05 },
  gender: { side: 18, sharpness: 0.04, brightness: 0.03 },
  emotion: { side: 30, sharpness: 0.04, brightness: 0.05 },
  smile: { side: 14, sharpness: 0.04, brightness: 0.1 },
};
/**
 * Least probabilities that a part of the face is uncovered; below, its reading is a guess (docs/limits.md). Emotion and
 * smile need the mouth, the age needs the eyes, and gender needs one of both.
 */
export const UNCOVERED = { mouth: 0.4, eyesForAge: 0.1, eitherForGender: 0.5 } as const;
/** A dark face is readable if its contrast is at least this fraction of the least brightness. */
const GOOD_CONTRAST = 0.3;
/** Most yaw: up to this no loss was measured, and the sets have no face beyond it. */
const MOST_TURNED = 0.75;
/** An age interval wider than this is not shown, years: it would say nothing. */
const WIDEST_YEARS = 35;
/** Least probability of the most probable emotion; below, the word is wrong more often than right. */
export const LEAST_EMOTION = 0.4;
/** Least distance of P(smile) from ½: as far as for gender, and within it the word is a toss-up. */
const LEAST_SMILE = UNSURE_BAND.high - 0.5;
/** Least fraction of the crop inside the picture: pictures cropped to the face have about 0.3. */
const LEAST_INSIDE = 0.25;
/** What is withheld is taken up again once each value is better than its limit by this fraction. */
const SLACK = 0.12;
/** A change must last this long, milliseconds; longer than a blink of the detector or a turn of the camera. */
const HOLD_MS = 300;

/** Evidence of the readings that each kind of word was made from. */
interface WordEvidence {
  /** For age and gender. */
  readonly person: Evidence;
  /** For emotion and smile. */
  readonly moment: Evidence;
}

/** What is withheld of a track, and the change that is under way. */
export interface Withholding {
  readonly withheld: Withheld;
  /** By attribute: the decision of the latest readings, if it differs, and since when, milliseconds. */
  readonly changes: { readonly [H in Head]?: { readonly to: WithheldReason | null; readonly since: number } };
}

const PERSON_HEADS: readonly Head[] = ['age', 'gender'];

/** What is withheld of a single reading, as of a still: each attribute that misses a limit, with its reason. */
export function withhold(evidence: WordEvidence, reading: Reading): Withheld {
  return nextWithholding(null, evidence, reading, 0).withheld;
}

/**
 * What is withheld after one more reading at time `at`, milliseconds. A reason stays until the attribute is clearly
 * within its limits, and every change must last for HOLD_MS, so that words do not flicker.
 *
 * @param before null before the track's first reading, which decides at once.
 */
export function nextWithholding(
  before: Withholding | null,
  evidence: WordEvidence,
  reading: Reading,
  at: number,
): Withholding {
  const withheld: { [H in Head]?: WithheldReason } = {};
  const changes: { [H in Head]?: { to: WithheldReason | null; since: number } } = {};
  for (const head of HEADS) {
    const now = before?.withheld[head] ?? null;
    const next = reasonFor(head, evidence, reading, now);
    const change = before?.changes[head];
    const since = change !== undefined && change.to === next ? change.since : at;
    const due = before === null || at - since >= HOLD_MS;
    const reason = due ? next : now;
    if (reason !== null) withheld[head] = reason;
    if (next !== reason) changes[head] = { to: next, since };
  }
  return { withheld, changes };
}

/** The words without what is withheld. */
export function withoutWithheld(words: Words, withheld: Withheld): Shown {
  const hasAge = withheld.age === undefined;
  return {
    years: hasAge ? words.years : null,
    low: hasAge ? words.low : null,
    high: hasAge ? words.high : null,
    gender: withheld.gender === undefined ? words.gender : null,
    emotion: withheld.emotion === undefined ? words.emotion : null,
    smiling: withheld.smile === undefined ? words.smiling : null,
  };
}

/** The reason to withhold an attribute, the current one first; null to show it. */
function reasonFor(
  head: Head,
  evidence: WordEvidence,
  reading: Reading,
  now: WithheldReason | null,
): WithheldReason | null {
  const seen = PERSON_HEADS.includes(head) ? evidence.person : evidence.moment;
  const broken = REASONS.filter((reason) => misses(reason, head, seen, reading, now === null ? 0 : SLACK));
  return now !== null && broken.includes(now) ? now : (broken[0] ?? null);
}

/** In the order of precedence: a far face is blurred, a blurred one may seem covered, and either is hard to read. */
const REASONS: readonly WithheldReason[] = [
  'too-far',
  'too-dark',
  'too-blurred',
  'turned-away',
  'covered',
  'not-sure',
];

/** Whether an attribute misses the limit of this reason, moved by the fraction `slack` towards less. */
function misses(
  reason: WithheldReason,
  head: Head,
  seen: Evidence,
  reading: Reading,
  slack: number,
): boolean {
  const limit = LIMITS[head];
  const [least, most] = [1 + slack, 1 - slack];
  switch (reason) {
    case 'too-far':
      return seen.side < limit.side * least;
    case 'too-dark':
      return (
        seen.brightness < limit.brightness * least && seen.contrast < GOOD_CONTRAST * limit.brightness * least
      );
    case 'too-blurred':
      return seen.sharpness < limit.sharpness * least;
    case 'turned-away':
      return seen.turned > MOST_TURNED * most;
    case 'covered':
      return isCovered(head, seen, least);
    case 'not-sure':
      return seen.inside < LEAST_INSIDE * least || isUnsure(head, reading, least, most);
  }
}

function isCovered(head: Head, { eyes, mouth }: Evidence, least: number): boolean {
  if (head === 'age') return eyes < UNCOVERED.eyesForAge * least;
  if (head === 'gender') return Math.max(eyes, mouth) < UNCOVERED.eitherForGender * least;
  return mouth < UNCOVERED.mouth * least;
}

function isUnsure(head: Head, reading: Reading, least: number, most: number): boolean {
  if (head === 'age') return reading.age.high - reading.age.low > WIDEST_YEARS * most;
  if (head === 'emotion') return Math.max(...Object.values(reading.emotions)) < LEAST_EMOTION * least;
  if (head === 'smile') return Math.abs(reading.smile - 0.5) < LEAST_SMILE * least;
  // Doubt about gender has a separate text.
  return false;
}
