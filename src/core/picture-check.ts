/**
 * What a camera's pictures look like. `alive`: they change, as those of every sensor do, whose noise is never twice the
 * same. `frozen`: the same picture again and again. `black`: no light and no pattern, as behind a cover.
 */
export type PictureState = 'unknown' | 'alive' | 'frozen' | 'black';

/** What was seen in the small copies so far. */
export interface PictureCheck {
  readonly state: PictureState;
  /** The newest copy, RGBA bytes; null before the first. */
  readonly copy: Uint8ClampedArray | null;
  /** How many of the newest copies were equal to the one before, and how many were black. */
  readonly equal: number;
  readonly black: number;
}

/** The check before the first copy. */
export const UNCHECKED: PictureCheck = { state: 'unknown', copy: null, equal: 0, black: 0 };

/** Time between two copies, milliseconds. */
export const COPY_MS = 500;
/** This many copies, five seconds of pictures, must be equal or black. Copies are counted, so a sleep adds nothing. */
export const COPIES = 10;
/** A black picture: its mean is darker, and its standard deviation smaller, in grey levels of 0…255. */
const BLACK = { mean: 10, deviation: 3 } as const;

/**
 * The check after another copy, of a picture that arrived since the last one. Copies must have the same size and must
 * not be smoothed, because smoothing takes the noise away.
 *
 * @param copy RGBA bytes.
 */
export function checkPicture(before: PictureCheck, copy: Uint8ClampedArray): PictureCheck {
  const isEqual = before.copy !== null && areEqual(before.copy, copy);
  const equal = isEqual ? before.equal + 1 : 0;
  const black = isBlack(copy) ? before.black + 1 : 0;
  return { state: stateOf(before, isEqual, equal, black), copy, equal, black };
}

function stateOf(before: PictureCheck, isEqual: boolean, equal: number, black: number): PictureState {
  if (black >= COPIES) return 'black';
  if (equal >= COPIES) return 'frozen';
  const hasChanged = before.copy !== null && !isEqual;
  return hasChanged && black === 0 ? 'alive' : before.state;
}

function areEqual(a: Uint8ClampedArray, b: Uint8ClampedArray): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function isBlack(copy: Uint8ClampedArray): boolean {
  let sum = 0;
  let squares = 0;
  const pixels = copy.length / 4;
  for (let i = 0; i < copy.length; i += 4) {
    const grey = ((copy[i] ?? 0) + (copy[i + 1] ?? 0) + (copy[i + 2] ?? 0)) / 3;
    sum += grey;
    squares += grey * grey;
  }
  const mean = sum / pixels;
  return mean < BLACK.mean && squares / pixels - mean * mean < BLACK.deviation ** 2;
}
