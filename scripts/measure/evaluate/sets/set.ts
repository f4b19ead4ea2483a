import type { Emotion } from '#core/labels.ts';
import type { LeftOut, Sample } from '../sample.ts';

/** A set to evaluate, with each picture once, in the order of SHA-1. */
export interface EvaluationSet {
  readonly name: string;
  readonly samples: readonly Sample[];
  /** The emotions that the set distinguishes. */
  readonly emotions: readonly Emotion[];
  readonly leftOut: LeftOut;
}
