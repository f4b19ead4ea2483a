/** Returns a generator of numbers in [0, 1), the same for the same seed on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Returns a generator of approximately normal numbers with mean 0 and standard deviation 1: the sum of twelve uniform
 * numbers minus six. Box-Muller needs `Math.log` and `Math.cos`, whose last bits differ between engines.
 */
export function normalFrom(random: () => number): () => number {
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random();
    return sum;
  };
}
