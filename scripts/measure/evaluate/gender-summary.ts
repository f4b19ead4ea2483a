import { accuracy, accuracyOfFound } from './metrics.ts';
import type { FaceReading, Outcome } from './outcome.ts';
import {
  bandOrNull,
  bracketOrNull,
  type Calibrated,
  calibrated,
  claims,
  type Figure,
  judge,
  type Parts,
  parts,
} from './parts.ts';
import type { Gender } from './sample.ts';

export interface GenderFigures {
  readonly n: number;
  readonly accuracy: Figure;
}

export interface GenderSummary extends GenderFigures, Calibrated {
  readonly accuracyOfFound: Figure;
  readonly worstGroup: Figure;
  /** The lowest accuracy of the ten-year age bands from 10 to 79. */
  readonly worstBand10To79: Figure;
  readonly byGender: Parts<GenderFigures>;
  readonly byBand: Parts<GenderFigures>;
  /** For pictures whose age label is a bracket. */
  readonly byBracket: Parts<GenderFigures>;
  readonly byGroup: Parts<GenderFigures>;
}

function genderOf({ woman }: FaceReading): Gender {
  return woman >= 0.5 ? 'woman' : 'man';
}

function genderFigures(outcomes: readonly Outcome[]): GenderFigures {
  const judged = judge(outcomes, ({ gender }) => gender, genderOf);
  return { n: judged.length, accuracy: accuracy(judged) };
}

/** Sums up the pictures with a gender; null if there are none. */
export function summarizeGender(all: readonly Outcome[]): GenderSummary | null {
  const outcomes = all.filter(({ labels }) => labels.gender !== null);
  if (outcomes.length === 0) return null;
  const byGroup = parts(outcomes, ({ group }) => group, genderFigures);
  const byBand = parts(outcomes, bandOrNull, genderFigures);
  const middle = Object.entries(byBand).filter(([band]) => {
    const from = Number.parseInt(band, 10);
    return from >= 10 && from < 80;
  });
  return {
    ...genderFigures(outcomes),
    accuracyOfFound: accuracyOfFound(judge(outcomes, ({ gender }) => gender, genderOf)),
    worstGroup: worst(Object.values(byGroup)),
    worstBand10To79: worst(middle.map(([, figures]) => figures)),
    byGender: parts(outcomes, ({ gender }) => gender, genderFigures),
    byBand,
    byBracket: parts(outcomes, bracketOrNull, genderFigures),
    byGroup,
    ...calibrated(
      claims(
        outcomes,
        ({ gender }) => gender,
        (reading) => ({
          predicted: genderOf(reading),
          confidence: Math.max(reading.woman, 1 - reading.woman),
        }),
      ),
    ),
  };
}

function worst(figures: readonly GenderFigures[]): Figure {
  const shares = figures.flatMap((one) => one.accuracy ?? []);
  return shares.length === 0 ? null : Math.min(...shares);
}
