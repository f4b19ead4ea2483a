import type { Constant } from './graph.ts';
import { largest, type StoredConstant, store, storeInSteps } from './quantize.ts';

/** How far a set of stored constants takes the logits from PyTorch's. */
export interface Deviation {
  /** Root mean square, each head counting the same. */
  readonly rms: number;
  readonly max: number;
}

export type Measure = (constants: readonly StoredConstant[]) => Promise<Deviation>;

/** The steps tried for all constants together go down by this factor: little, for the farthest logit jumps. */
const FINER = 2 ** (-1 / 16);
/** Coarse enough that the deviation is far above rounding, fine enough that it still grows with the step. */
const TRIAL_STEPS_PER_SPREAD = 20;

/**
 * Constants in steps as coarse as the logits allow, for the fewest bytes.
 *
 * A constant's logit noise grows with its step; each halving costs one bit for every value. The noise that a
 * given number of bits leaves is least when every value, in whichever constant, adds the same share to the
 * noise's variance ("reverse water-filling": Cover and Thomas, Elements of Information Theory, 10.3.3). So the
 * step of a constant of n values is t · √n / s, with s its measured deviation per step, and one t for all: the
 * coarsest of a falling row with which no logit is further off than `tolerance`. Vectors (biases) stay float32.
 *
 * @throws when not even fine steps keep the tolerance.
 */
export async function fitSteps(
  constants: readonly Constant[],
  measure: Measure,
  tolerance: number,
): Promise<readonly StoredConstant[]> {
  const exact = constants.map((constant) => store(constant, 'float32'));
  const slopes = new Map<Constant, number>();
  for (const [i, constant] of constants.entries()) {
    if (!isMatrix(constant)) continue;
    const step = spread(constant.data) / TRIAL_STEPS_PER_SPREAD || 1;
    const { rms } = await measure(exact.with(i, storeInSteps(constant, step)));
    slopes.set(constant, Math.max(rms / step, Number.MIN_VALUE));
  }
  const coarsest = Math.max(
    ...[...slopes].map(([c, slope]) => (spread(c.data) * slope) / Math.sqrt(c.data.length)),
  );
  const finest = coarsest / TRIAL_STEPS_PER_SPREAD ** 4;
  for (let t = coarsest; t > finest; t *= FINER) {
    const stored = constants.map((constant, i) => {
      const slope = slopes.get(constant);
      if (slope === undefined) return exact[i]!;
      const step = (t * Math.sqrt(constant.data.length)) / slope;
      return storeInSteps(constant, Math.max(step, finestStep(constant)));
    });
    const { max } = await measure(stored);
    if (max <= tolerance) return stored;
  }
  throw new Error(`no steps keep every logit within ${tolerance}`);
}

function isMatrix(constant: Constant): boolean {
  return constant.dtype === 'float32' && constant.shape.length >= 2;
}

function spread(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum / values.length);
}

/** The finest step that two bytes surely span. */
const finestStep = ({ data }: Constant): number => largest(data) / 32_000;
