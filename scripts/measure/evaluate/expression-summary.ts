import { EMOTIONS, type Emotion } from '#core/labels.ts';
import type { Claim } from './calibration.ts';
import {
  accuracy,
  accuracyOfFound,
  type ClassFigures,
  type Confusion,
  classFigures,
  confusion,
  macroF1,
  voteError,
} from './metrics.ts';
import type { FaceReading, Outcome } from './outcome.ts';
import { type Calibrated, calibrated, claims, type Figure, judge, type Parts } from './parts.ts';

export interface EmotionSummary extends Calibrated {
  readonly n: number;
  /** Number of classes that the set distinguishes; the best of these is taken. */
  readonly classes: number;
  readonly accuracy: Figure;
  readonly accuracyOfFound: Figure;
  /** With the best of all eight, as the page shows it. */
  readonly accuracyOfEight: Figure;
  readonly macroF1: Figure;
  /** Against the shares of the votes, over the faces found. */
  readonly voteMae: Figure;
  /** Not found counted with equal probabilities. */
  readonly voteMaeOfAll: Figure;
  readonly byClass: Parts<ClassFigures>;
  readonly confusion: Partial<Confusion<Emotion>>;
  /** Each emotion's probability against how often that emotion is the label. */
  readonly byProbability: Parts<Calibrated>;
}

export interface SmileSummary extends Calibrated {
  readonly n: number;
  readonly accuracy: Figure;
  readonly accuracyOfFound: Figure;
  readonly byClass: Parts<ClassFigures>;
}

/** The most probable of `classes`; the first in order of equals. */
function bestEmotion({ emotions }: FaceReading, classes: readonly Emotion[]): Emotion {
  const p = (emotion: Emotion) => emotions[EMOTIONS.indexOf(emotion)] ?? 0;
  return classes.reduce((best, emotion) => (p(emotion) > p(best) ? emotion : best));
}

export function summarizeEmotion(
  all: readonly Outcome[],
  classes: readonly Emotion[],
): EmotionSummary | null {
  const outcomes = all.filter(({ labels }) => labels.emotion !== null);
  if (outcomes.length === 0) return null;
  const judgeAmong = (among: readonly Emotion[]) =>
    judge(
      outcomes,
      ({ emotion }) => emotion,
      (reading) => bestEmotion(reading, among),
    );
  const judged = judgeAmong(classes);
  const withVotes = outcomes.flatMap(({ labels: { votes }, reading }) => (votes ? [{ votes, reading }] : []));
  const even = EMOTIONS.map(() => 1 / EMOTIONS.length);
  return {
    n: judged.length,
    classes: classes.length,
    accuracy: accuracy(judged),
    accuracyOfFound: accuracyOfFound(judged),
    accuracyOfEight: accuracy(judgeAmong(EMOTIONS)),
    macroF1: macroF1(judged, classes),
    voteMae: voteError(
      withVotes.flatMap(({ votes, reading }) =>
        reading ? [{ votes, probabilities: reading.emotions }] : [],
      ),
    ),
    voteMaeOfAll: voteError(
      withVotes.map(({ votes, reading }) => ({ votes, probabilities: reading?.emotions ?? even })),
    ),
    byClass: Object.fromEntries(classes.map((emotion) => [emotion, classFigures(judged, emotion)])),
    confusion: confusion(judged, classes),
    byProbability: Object.fromEntries(
      classes.map((emotion) => [emotion, calibrated(probabilityClaims(outcomes, emotion))]),
    ),
    ...calibrated(
      claims(
        outcomes,
        ({ emotion }) => emotion,
        (reading) => ({
          predicted: bestEmotion(reading, EMOTIONS),
          confidence: Math.max(...reading.emotions),
        }),
      ),
    ),
  };
}

/** That a face shows this emotion, claimed with the probability given to it, of every face found. */
function probabilityClaims(outcomes: readonly Outcome[], emotion: Emotion): readonly Claim[] {
  return outcomes.flatMap(({ labels, reading }) => {
    const confidence = reading?.emotions[EMOTIONS.indexOf(emotion)];
    return confidence === undefined ? [] : [{ confidence, right: labels.emotion === emotion }];
  });
}

export function summarizeSmile(outcomes: readonly Outcome[]): SmileSummary | null {
  const judged = judge(
    outcomes,
    ({ smile }) => smile,
    ({ smile }) => smile >= 0.5,
  );
  if (judged.length === 0) return null;
  return {
    n: judged.length,
    accuracy: accuracy(judged),
    accuracyOfFound: accuracyOfFound(judged),
    byClass: { yes: classFigures(judged, true), no: classFigures(judged, false) },
    ...calibrated(
      claims(
        outcomes,
        ({ smile }) => smile,
        ({ smile }) => ({ predicted: smile >= 0.5, confidence: Math.max(smile, 1 - smile) }),
      ),
    ),
  };
}
