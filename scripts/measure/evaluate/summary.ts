import type { Emotion } from '#core/labels.ts';
import { type AgeSummary, type BracketSummary, summarizeAge, summarizeBrackets } from './age-summary.ts';
import {
  type EmotionSummary,
  type SmileSummary,
  summarizeEmotion,
  summarizeSmile,
} from './expression-summary.ts';
import { type GenderSummary, summarizeGender } from './gender-summary.ts';
import type { Outcome } from './outcome.ts';
import type { Figure } from './parts.ts';

export interface SetSummary {
  readonly n: number;
  readonly found: number;
  readonly foundShare: Figure;
  readonly age: AgeSummary | null;
  readonly ageBracket: BracketSummary | null;
  readonly gender: GenderSummary | null;
  readonly emotion: EmotionSummary | null;
  readonly smile: SmileSummary | null;
}

/** Sums up a set; a part is null if the set has no labels for it. `emotions`: those that the set distinguishes. */
export function summarize(outcomes: readonly Outcome[], emotions: readonly Emotion[]): SetSummary {
  const found = outcomes.filter(({ reading }) => reading !== null).length;
  return {
    n: outcomes.length,
    found,
    foundShare: outcomes.length === 0 ? null : found / outcomes.length,
    age: summarizeAge(outcomes),
    ageBracket: summarizeBrackets(outcomes),
    gender: summarizeGender(outcomes),
    emotion: summarizeEmotion(outcomes, emotions),
    smile: summarizeSmile(outcomes),
  };
}
