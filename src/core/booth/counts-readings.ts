import { EMOTIONS } from '../labels.ts';
import { poseOf } from '../quality.ts';
import type { AgeReading, Box, Face, Reading } from '../types.ts';
import type { Attributes } from './attributes.ts';
import { AGE_FROM } from './counts-day.ts';

/** What the counts are made of: one face of a picture. */
export interface SeenFace {
  readonly id: number;
  readonly box: Box;
  /** Whether the face is turned to the screen. */
  readonly turned: boolean;
  readonly reading: SeenReading;
}

/** What is shown and may be counted of a face; null for the rest. */
export interface SeenReading {
  readonly age: AgeReading | null;
  readonly woman: number | null;
  readonly emotions: Reading['emotions'] | null;
  readonly smile: number | null;
}

/** A face up to about 20° away from the camera counts as turned to the screen (core/quality.ts). */
const MOST_TURNED = 0.3;
/** The standard normal distribution has 10 % below minus this. */
const TAIL = 1.2816;

/** The faces of a picture, without what is withheld and what may not be counted. */
export function seenFaces(faces: readonly Face[], counted: Attributes): readonly SeenFace[] {
  return faces.map(({ id, box, keypoints, settled, reading, shown }) => {
    const read = settled && shown !== null ? reading : null;
    return {
      id,
      box,
      turned: poseOf(keypoints).turned <= MOST_TURNED,
      reading: {
        age: read && counted.age && shown?.years != null ? read.age : null,
        woman: read && counted.gender && shown?.gender != null ? read.woman : null,
        emotions: read && counted.emotion && shown?.emotion != null ? read.emotions : null,
        smile: read && counted.smile && shown?.smiling != null ? read.smile : null,
      },
    };
  });
}

/**
 * The probability that an age is in each band of AGE_FROM. An age reading is a mean and a range with 10 % on either
 * side, so it is taken as two halves of normal distributions that meet at the mean.
 */
export function ageBands({ years, low, high }: AgeReading): readonly number[] {
  const below = (age: number): number => {
    const deviation = (age < years ? years - low : high - years) / TAIL;
    if (deviation <= 0) return age < years ? 0 : 1;
    return normalBelow((age - years) / deviation);
  };
  // Somebody of 13 years reads as 12.5 to 13.5 (core/decode.ts).
  const edges = [0, ...AGE_FROM.slice(1).map((from) => below(from - 0.5)), 1];
  return AGE_FROM.map((_, i) => (edges[i + 1] ?? 1) - (edges[i] ?? 0));
}

/** Emotions as probabilities in the order of EMOTIONS. */
export const emotionList = (emotions: Reading['emotions']): readonly number[] =>
  EMOTIONS.map((emotion) => emotions[emotion]);

/** The standard normal distribution function, with an error under 10⁻⁷ (Abramowitz and Stegun 26.2.17). */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const terms = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = terms.reduceRight((inner, factor) => (inner + factor) * t, 0);
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
  return z < 0 ? above : 1 - above;
}
