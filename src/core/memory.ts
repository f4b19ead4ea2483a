/** A weighted mean in which past values decay exponentially. */
export interface Memory {
  readonly mean: readonly number[];
  readonly weight: number;
}

/**
 * The memory after one more value of `weight` (> 0), `elapsed` ms after the last. Earlier weights decay to 1/e in
 * `timeConstant` ms. The mean always stays within the range of the values seen.
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
