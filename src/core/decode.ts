import { AGE_YEARS, EMOTIONS, type Emotion } from './labels.ts';
import type { AgeReading, Logits, Reading } from './types.ts';

/** One divisor of the logits for each head, fitted on held-out pictures (Guo et al. 2017). */
export interface Temperatures {
  readonly age: number;
  readonly gender: number;
  readonly emotion: number;
  readonly smile: number;
}

/** Share of people who look so old that the age interval leaves out below and above: 10 % each. */
const TAIL = 0.1;

/** Probabilities, summing to 1, of logits divided by `temperature` (> 0). */
export function softmax(logits: ArrayLike<number>, temperature: number): readonly number[] {
  let top = -Infinity;
  for (let i = 0; i < logits.length; i++) top = Math.max(top, logits[i]!);
  const result: number[] = new Array(logits.length);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const value = Math.exp((logits[i]! - top) / temperature);
    result[i] = value;
    sum += value;
  }
  for (let i = 0; i < result.length; i++) result[i]! /= sum;
  return result;
}

/**
 * The age below which `share` of the distribution lies, in years. The mass of year i is spread evenly
 * from i − ½ to i + ½, so that the quantiles of a narrow distribution lie about its expectation.
 */
function ageQuantile(probabilities: readonly number[], share: number): number {
  let below = 0;
  for (let year = 0; year < probabilities.length; year++) {
    const mass = probabilities[year]!;
    if (below + mass >= share && mass > 0) {
      return Math.min(Math.max(year - 0.5 + (share - below) / mass, 0), AGE_YEARS - 1);
    }
    below += mass;
  }
  return AGE_YEARS - 1;
}

/**
 * Apparent age from 101 probabilities: the expectation (DEX: Rothe, Timofte, Van Gool 2018), and the
 * interval between the 10 % and the 90 % quantile, widened where need be to hold the expectation.
 */
export function decodeAge(probabilities: readonly number[]): AgeReading {
  let years = 0;
  for (let year = 0; year < probabilities.length; year++) years += year * probabilities[year]!;
  return {
    years,
    low: Math.min(ageQuantile(probabilities, TAIL), years),
    high: Math.max(ageQuantile(probabilities, 1 - TAIL), years),
  };
}

/** Mean of the logits of two readings of one face: after softmax the geometric mean of their probabilities. */
export function meanLogits(one: Logits, other: Logits): Logits {
  const mean = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a, (value, i) => (value + b[i]!) / 2);
  return {
    age: mean(one.age, other.age),
    gender: mean(one.gender, other.gender),
    emotion: mean(one.emotion, other.emotion),
    smile: mean(one.smile, other.smile),
  };
}

/** Eight probabilities in the order of EMOTIONS, by name. */
export function nameEmotions(probabilities: ArrayLike<number>): Readonly<Record<Emotion, number>> {
  const named = EMOTIONS.map((emotion, i) => [emotion, probabilities[i] ?? 0] as const);
  return Object.fromEntries(named) as Record<Emotion, number>;
}

/** Raw outputs for one face → calibrated probabilities and an age with its 80 % interval. */
export function decode(logits: Logits, temperatures: Temperatures): Reading {
  return {
    age: decodeAge(softmax(logits.age, temperatures.age)),
    woman: softmax(logits.gender, temperatures.gender)[0]!,
    emotions: nameEmotions(softmax(logits.emotion, temperatures.emotion)),
    smile: softmax(logits.smile, temperatures.smile)[1]!,
  };
}
