import { OUTPUTS } from '#core/labels.ts';
import type { GoldenFaces } from './golden.ts';
import type { Classifier, CropContract } from './parts.ts';

/** Largest deviation of a logit that rounding can explain, 16-bit GPU textures included. */
export const GOLDEN_TOLERANCE = 0.15;

/** Number of faces read at start-up: enough to use every weight, few enough not to delay the start. */
const FACES = 4;

/** The result of the self-test. */
export interface SelfTest {
  /** Largest absolute difference from the golden logits over all outputs; infinite if a logit is NaN. */
  readonly error: number;
  /** Milliseconds per face: median of the timed runs of one batch. */
  readonly faceMs: number;
}

/**
 * Classifies the golden faces on this device and compares the logits with those of the training pipeline. The first
 * run checks the logits; further runs only make the measured time more reliable.
 *
 * @param onRun is called before each run.
 */
export async function selfTest(
  classifier: Classifier,
  golden: GoldenFaces,
  crop: Pick<CropContract, 'size' | 'scale' | 'offset'>,
  now: () => number,
  runs: number,
  onRun: () => void,
): Promise<SelfTest> {
  const count = Math.min(FACES, golden.count);
  const values = crop.size * crop.size * 3;
  const input = Float32Array.from(
    golden.crops.subarray(0, count * values),
    (byte) => byte * crop.scale + crop.offset,
  );
  const times: number[] = [];
  let error = 0;
  for (let run = 0; run < runs; run++) {
    onRun();
    const start = now();
    const found = await classifier.classify(input, count);
    times.push((now() - start) / count);
    if (run > 0) continue;
    found.forEach((logits, face) => {
      const expected = golden.logits[face];
      for (const output of OUTPUTS) {
        for (let index = 0; index < logits[output].length; index++) {
          const difference = Math.abs(
            (logits[output][index] ?? Number.NaN) - (expected?.[output][index] ?? Number.NaN),
          );
          error = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(error, difference);
        }
      }
    });
  }
  times.sort((a, b) => a - b);
  return { error, faceMs: times[runs >> 1] ?? 0 };
}
