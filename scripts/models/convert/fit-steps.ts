import type { Constant } from './graph.ts';
import { largest, type StoredConstant, store, storeInSteps } from './quantize.ts';

/** The difference between the logits with stored constants and PyTorch's. */
export interface Deviation {
  /** Root mean square, with equal weight for each head. */
  readonly rms: number;
  readonly max: number;
}

export type Measure = (constants: readonly StoredConstant[]) => Promise<Deviation>;

/** Factor between successive steps. It is close to 1, because the largest error does not fall smoothly. */
const FINER = 2 ** (-1 / 16);
/** Largest distance from a multiple of the step, in steps, of a value that was stored in these steps before. */
const ON_THE_GRID = 0.01;
/** Coarse enough for a deviation far above rounding errors, fine enough for one that is proportional to the step. */
const TRIAL_STEPS_PER_SPREAD = 20;

/**
 * Quantizes constants with the coarsest steps that keep every logit within `tolerance`, for the fewest bytes.
 *
 * The noise of the logits is proportional to a constant's step, and each halving costs one bit per value. For a given
 * number of bits the noise is least if every value contributes the same variance ("reverse water-filling": Cover and
 * Thomas, Elements of Information Theory, 10.3.3). So the step of a constant with n values is t · √n / s, where s is
 * its measured deviation per step. t is the same for all constants, and is lowered until no error exceeds
 * `tolerance`. Vectors (biases) stay float32.
 *
 * `published`: steps of a published network, by constant. A constant whose values are still multiples of its step keeps
 * that step, so that layers which were not trained again are stored without a second rounding.
 *
 * @throws if even the finest steps exceed the tolerance.
 */
export async function fitSteps(
  constants: readonly Constant[],
  measure: Measure,
  tolerance: number,
  published: ReadonlyMap<string, number> = new Map(),
): Promise<readonly StoredConstant[]> {
  const exact = constants.map((constant) => {
    const step = published.get(constant.name);
    const isKept = step !== undefined && isMatrix(constant) && isMultiple(constant, step);
    return isKept ? storeInSteps(constant, step) : store(constant, 'float32');
  });
  const slopes = new Map<Constant, number>();
  for (const [i, constant] of constants.entries()) {
    if (!isMatrix(constant) || exact[i]!.quantization !== null) continue;
    const step = spread(constant.data) / TRIAL_STEPS_PER_SPREAD || 1;
    const { rms } = await measure(exact.with(i, storeInSteps(constant, step)));
    slopes.set(constant, Math.max(rms / step, Number.MIN_VALUE));
  }
  if (slopes.size === 0 && (await measure(exact)).max <= tolerance) return exact;
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

/** Whether all values are multiples of `step`, apart from rounding in computations. */
function isMultiple({ data }: Constant, step: number): boolean {
  for (let i = 0; i < data.length; i++) {
    const steps = data[i]! / step;
    if (Math.abs(steps - Math.round(steps)) > ON_THE_GRID) return false;
  }
  return true;
}

function isMatrix(constant: Constant): boolean {
  return constant.dtype === 'float32' && constant.shape.length >= 2;
}

function spread(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum / values.length);
}

/** A step with which the largest value is below the limit of two bytes. */
const finestStep = ({ data }: Constant): number => largest(data) / 32_000;
