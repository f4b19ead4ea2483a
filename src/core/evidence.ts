import type { Evidence } from './types.ts';

const KEYS = [
  'side',
  'sharpness',
  'brightness',
  'contrast',
  'turned',
  'tilted',
  'inside',
  'face',
  'eyes',
  'mouth',
] as const satisfies readonly (keyof Evidence)[];

/** The evidence as numbers in a fixed order, so that a weighted mean can be kept of it. */
export function evidenceValues(evidence: Evidence): readonly number[] {
  return KEYS.map((key) => evidence[key]);
}

/** The evidence of numbers that `evidenceValues` gave, or of a mean of such. */
export function evidenceFrom(values: readonly number[]): Evidence {
  return Object.fromEntries(KEYS.map((key, i) => [key, values[i] ?? 0])) as Record<keyof Evidence, number>;
}
