import { EMOTIONS } from '#core/labels.ts';
import type { Box, Face, Size } from '#core/types.ts';
import type { Labels } from './sample.ts';

/** What the page says of one face; probabilities 0…1, emotions in the order of EMOTIONS. */
export interface FaceReading {
  readonly years: number;
  readonly low: number;
  readonly high: number;
  readonly woman: number;
  readonly emotions: readonly number[];
  readonly smile: number;
}

/** A picture's labels and what was read of it; null: no face was found. */
export interface Outcome {
  readonly labels: Labels;
  readonly reading: FaceReading | null;
}

/**
 * The face that a picture is of: the one with the largest √area × (1 − distance of its middle from the picture's
 * middle, as a share of half the diagonal). So of two alike the central one, and a small central one gives way
 * to a large one a little aside. Null of no faces.
 */
export function mainFace<F extends { readonly box: Box }>(
  faces: readonly F[],
  { width, height }: Size,
): F | null {
  const halfDiagonal = Math.hypot(width, height) / 2;
  const weight = ({ box }: F) => {
    const aside = Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
    return Math.sqrt(box.width * box.height) * Math.max(0, 1 - aside / halfDiagonal);
  };
  return faces.reduce<F | null>(
    (best, face) => (best === null || weight(face) > weight(best) ? face : best),
    null,
  );
}

/** The reading of a face as it is kept: five digits are more than any figure shows. */
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
