import { mean } from './metrics.ts';

/** A prediction's probability, 0…1, and whether it was right. */
export interface Claim {
  readonly confidence: number;
  readonly right: boolean;
}

/** The claims with a confidence in (from, to]; the lowest bin includes 0. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly confidence: number;
  readonly accuracy: number;
}

export const BINS = 15;

/** Returns mean confidence and share of right claims in bins of equal width, without empty bins. */
export function reliability(claims: readonly Claim[], bins: number = BINS): readonly ReliabilityBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const inBin = claims.filter(({ confidence }) => binOf(confidence, bins) === bin);
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      n: inBin.length,
      confidence: mean(inBin.map(({ confidence }) => confidence)) ?? 0,
      accuracy: mean(inBin.map(({ right }) => (right ? 1 : 0))) ?? 0,
    };
  }).filter(({ n }) => n > 0);
}

function binOf(confidence: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
}

/** Returns the expected calibration error: mean |accuracy − confidence|, bins weighted by size (Guo et al. 2017). */
export function calibrationError(claims: readonly Claim[], bins: number = BINS): number | null {
  if (claims.length === 0) return null;
  return reliability(claims, bins).reduce(
    (sum, { n, confidence, accuracy }) => sum + (n / claims.length) * Math.abs(accuracy - confidence),
    0,
  );
}
