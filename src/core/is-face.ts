/**
 * A detection whose probability of being a face is lower is not shown: fur, bricks, hands. Statues, drawings and dolls
 * score more.
 */
export const LEAST_FACE = 0.03;
/** What a second look at a photo did not show must score this much: a masked face does. */
const SURE_FACE = 0.9;
/** What was taken for no face must reach this multiple of it to be shown, so that it does not flicker. */
const AGAIN = 1.5;
/** A face that was never read is shown if the detector's score is at least this. */
const SURE_SCORE = 0.75;

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

/** Whether this probability is enough to be shown again after it was too low. */
export function isFaceAgain(face: number): boolean {
  return face >= LEAST_FACE * AGAIN;
}

/**
 * Whether a track is shown as a face; null if only its first reading can tell. Until then a decision stays.
 *
 * @param before the decision in the frame before; null if there was none.
 */
export function nextIsFace(before: boolean | null, { score, face, readable }: Claim): boolean | null {
  if (face !== null) return before === false ? isFaceAgain(face) : isFace(face);
  if (before !== null) return before;
  return !readable || score >= SURE_SCORE ? true : null;
}
