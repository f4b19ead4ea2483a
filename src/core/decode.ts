import { AGE_YEARS, EMOTIONS, type Emotion } from './labels.ts';
import type { AgeReading, Logits, Reading, Visibility } from './types.ts';

/** Temperature scaling (Guo et al. 2017): a divisor (> 0) of each head's logits, fitted on held-out pictures. */
export interface Temperatures {
  readonly age: number;
  readonly gender: number;
  readonly emotion: number;
  readonly smile: number;
}

/** Probability cut off at each end of the age interval. */
const TAIL = 0.1;

/** Probabilities, summing to 1, of the logits divided by `temperature` (> 0). */
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
 * The `share` quantile (0…1) of an age distribution, in years. The mass of year i is spread evenly from i − ½ to
 * i + ½, so that the quantiles of a narrow distribution enclose its expectation.
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
 * Apparent age from 101 probabilities: the expectation (DEX: Rothe, Timofte, Van Gool 2018) and the interval from
 * the 10 % to the 90 % quantile. The interval is widened if necessary so that it contains the expectation.
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

/** Mean logits of two readings of one face; after softmax, the normalised geometric mean of their probabilities. */
export function meanLogits(one: Logits, other: Logits): Logits {
  const mean = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a, (value, i) => (value + b[i]!) / 2);
  return {
    age: mean(one.age, other.age),
    gender: mean(one.gender, other.gender),
    emotion: mean(one.emotion, other.emotion),
    smile: mean(one.smile, other.smile),
    visible: mean(one.visible, other.visible),
  };
}

/** The probabilities of the output `visible`, whose logits are independent: the logistic function of each. */
export function visibilityOf({ visible }: Pick<Logits, 'visible'>): Visibility {
  const [face = 0, eyes = 0, mouth = 0] = Array.from(visible, (logit) => 1 / (1 + Math.exp(-logit)));
  return { face, eyes, mouth };
}

/** Names eight probabilities that are in the order of EMOTIONS. */
export function nameEmotions(probabilities: ArrayLike<number>): Readonly<Record<Emotion, number>> {
  const named = EMOTIONS.map((emotion, i) => [emotion, probabilities[i] ?? 0] as const);
  return Object.fromEntries(named) as Record<Emotion, number>;
}

/** Converts the raw outputs for one face to calibrated probabilities and an age with its 80 % interval. */
export function decode(logits: Logits, temperatures: Temperatures): Reading {
  return {
    age: decodeAge(softmax(logits.age, temperatures.age)),
    woman: softmax(logits.gender, temperatures.gender)[0]!,
    emotions: nameEmotions(softmax(logits.emotion, temperatures.emotion)),
    smile: softmax(logits.smile, temperatures.smile)[1]!,
  };
}
