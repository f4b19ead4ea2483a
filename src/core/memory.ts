/** A weighted mean of what came, in which the past fades. */
export interface Memory {
  readonly mean: readonly number[];
  readonly weight: number;
}

/**
 * The memory after one more value of `weight` (> 0), `elapsed` ms after the last; what was there fades with
 * `timeConstant` ms (to 1/e). The mean stays between the smallest and the largest that came.
 */
export function remember(
  memory: Memory | null,
  values: ArrayLike<number>,
  weight: number,
  elapsed: number,
  timeConstant: number,
): Memory {
  if (memory === null) return { mean: Array.from(values), weight };
  const total = memory.weight * Math.exp(-elapsed / timeConstant) + weight;
  const share = weight / total;
  return { mean: memory.mean.map((old, i) => old + share * (values[i]! - old)), weight: total };
}
