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
  macroRecall,
  voteError,
} from './metrics.ts';
import type { FaceReading, Outcome } from './outcome.ts';
import { type Calibrated, calibrated, claims, type Figure, judge, type Parts } from './parts.ts';

export interface EmotionSummary extends Calibrated {
  readonly n: number;
  /** Number of classes that the set distinguishes; the prediction is the most probable of these. */
  readonly classes: number;
  readonly accuracy: Figure;
  readonly accuracyOfFound: Figure;
  /** Accuracy if the prediction is the most probable of all eight, as on the page. */
  readonly accuracyOfEight: Figure;
  readonly macroF1: Figure;
  readonly macroRecall: Figure;
  /** Mean absolute difference from the shares of the votes, over the detected faces. */
  readonly voteMae: Figure;
  /** The same over all faces; one that was not detected has equal probabilities. */
  readonly voteMaeOfAll: Figure;
  readonly byClass: Parts<ClassFigures>;
  readonly confusion: Partial<Confusion<Emotion>>;
  /** Calibration of each emotion's probability, whether or not it is the prediction. */
  readonly byProbability: Parts<Calibrated>;
}

export interface SmileSummary extends Calibrated {
  readonly n: number;
  readonly accuracy: Figure;
  readonly accuracyOfFound: Figure;
  readonly byClass: Parts<ClassFigures>;
}

/** Returns the most probable of `classes`, the first one on a tie. */
function bestEmotion({ emotions }: FaceReading, classes: readonly Emotion[]): Emotion {
  const p = (emotion: Emotion) => emotions[EMOTIONS.indexOf(emotion)] ?? 0;
  return classes.reduce((best, emotion) => (p(emotion) > p(best) ? emotion : best));
}

/** Sums up the pictures with an emotion; null if there are none. `classes`: emotions that the set distinguishes. */
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
    macroRecall: macroRecall(judged, classes),
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

/** Returns one claim per detected face: that it shows this emotion, with the predicted probability as confidence. */
function probabilityClaims(outcomes: readonly Outcome[], emotion: Emotion): readonly Claim[] {
  return outcomes.flatMap(({ labels, reading }) => {
    const confidence = reading?.emotions[EMOTIONS.indexOf(emotion)];
    return confidence === undefined ? [] : [{ confidence, right: labels.emotion === emotion }];
  });
}

/** Sums up the pictures with a smile label; null if there are none. */
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
