import { EMOTIONS } from '#core/labels.ts';
import type { Face } from '#core/types.ts';
import type { Labels } from './sample.ts';

/** The page's reading of one face: ages in years, probabilities 0…1, emotions in the order of EMOTIONS. */
export interface FaceReading {
  readonly years: number;
  readonly low: number;
  readonly high: number;
  readonly woman: number;
  readonly emotions: readonly number[];
  readonly smile: number;
}

/** A picture's labels and its reading, which is null if no face was detected. */
export interface Outcome {
  readonly labels: Labels;
  readonly reading: FaceReading | null;
}

/** Returns the reading of a face for storage, rounded to five digits, which is more than any figure shows. */
export function faceReading({ reading }: Face): FaceReading | null {
  if (!reading) return null;
  return {
    years: round(reading.age.years),
    low: round(reading.age.low),
    high: round(reading.age.high),
    woman: round(reading.woman),
    emotions: EMOTIONS.map((emotion) => round(reading.emotions[emotion])),
    smile: round(reading.smile),
  };
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
