import { CLEAR } from './face.test-support.ts';
import { AGE_YEARS, EMOTIONS, type Emotion } from './labels.ts';
import type { Logits } from './types.ts';

/** Temperatures that change nothing. */
export const ONE = { age: 1, gender: 1, emotion: 1, smile: 1 };

/** What a made network output says of a face. */
export interface Look {
  readonly years?: number;
  readonly deviation?: number;
  /** Log-odds of woman and of smile. */
  readonly woman?: number;
  readonly smile?: number;
  readonly emotion?: Emotion;
  /** Lead of the emotion's logit over the others. */
  readonly lead?: number;
}

/** The network's output for such a face. */
export function logitsOf(look: Look): Logits {
  const { years = 34, deviation = 7, woman = 3, smile = -4, emotion = 'neutral', lead = 4 } = look;
  return {
    age: Array.from({ length: AGE_YEARS }, (_, year) => -((year - years) ** 2) / (2 * deviation ** 2)),
    gender: [woman, 0],
    emotion: EMOTIONS.map((name) => (name === emotion ? lead : 0)),
    smile: [0, smile],
    visible: [9, 9, 9],
  };
}

/** A reading for smooth, of a crop that is not compared with others. */
export function reading(logits: Logits, quality = 0.9) {
  return { logits, quality, evidence: CLEAR, look: null };
}
