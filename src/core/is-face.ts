/**
 * Least probability of being a face at which a detection is shown. Fur, bricks and hands are below it; statues, drawings
 * and dolls are above.
 */
export const LEAST_FACE = 0.03;
/** Least probability for a detection that a second look at a photo did not confirm; masked faces reach it. */
const SURE_FACE = 0.9;
/** A hidden track is shown again from this multiple of LEAST_FACE on, so that it does not flicker. */
const AGAIN = 1.5;
/** Least score of the detector at which a track is shown before its first reading. */
const SURE_SCORE = 0.75;
/**
 * Least probability at which a track with a lower score is first shown. Folds of cloth and wheels reach 0.46 as a mean;
 * people 24 pixels wide stay above 0.9.
 */
const LIKELY_FACE = 0.5;

/** What is known of a track before this frame's decision. */
export interface Claim {
  /** The detector's score, 0…1. */
  readonly score: number;
  /** Mean P(face) of its readings, 0…1; null before the first. */
  readonly face: number | null;
  /** Whether it can be read; false while the attribute network is loading. */
  readonly readable: boolean;
}

/** Whether this probability of being a face, 0…1, is enough to be shown. `unconfirmed`: see Detection. */
export function isFace(face: number, unconfirmed = false): boolean {
  return face >= (unconfirmed ? SURE_FACE : LEAST_FACE);
}

/** Whether this probability is enough for a hidden track to be shown. `score`: of the detector, 0…1. */
export function isFaceAgain(face: number, score: number): boolean {
  return face >= (score >= SURE_SCORE ? LEAST_FACE * AGAIN : LIKELY_FACE);
}

/**
 * Whether a track is shown as a face; null if only its first reading can tell. Until then a decision stays.
 *
 * @param before the decision in the frame before; null if there was none.
 */
export function nextIsFace(before: boolean | null, { score, face, readable }: Claim): boolean | null {
  if (face !== null) {
    const isNew = before === null && score < SURE_SCORE;
    return before === false || isNew ? isFaceAgain(face, score) : isFace(face);
  }
  if (before !== null) return before;
  return !readable || score >= SURE_SCORE ? true : null;
}
