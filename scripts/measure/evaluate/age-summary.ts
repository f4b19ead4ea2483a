import {
  cumulativeScore,
  type Judged,
  mean,
  meanAbsoluteError,
  meanAbsoluteErrorOfAll,
  medianOf,
} from './metrics.ts';
import type { FaceReading, Outcome } from './outcome.ts';
import { bandOrNull, bracketOrNull, type Figure, judge, type Parts, parts } from './parts.ts';

export interface AgeFigures {
  readonly n: number;
  readonly found: number;
  /** Mean absolute error in years, over the detected faces. */
  readonly mae: Figure;
  /** Share with an error of at most 5 years (CS@5); a face that was not detected counts as wrong. */
  readonly cs5: Figure;
  /** Share of the detected faces whose age is in the 80 % interval as the page shows it, in whole years. */
  readonly coverage80: Figure;
}

export interface AgeSummary extends AgeFigures {
  /** Mean absolute error over all faces; one that was not detected is predicted as the set's median age. */
  readonly maeOfAll: Figure;
  /** coverage80 without rounding of the interval. */
  readonly coverage80Exact: Figure;
  readonly byBand: Parts<AgeFigures>;
  readonly byGender: Parts<AgeFigures>;
  readonly byGroup: Parts<AgeFigures>;
}

export interface BracketFigures {
  readonly n: number;
  /** Share whose rounded age is in the labelled bracket; a face that was not detected counts as wrong. */
  readonly accuracy: Figure;
}

export interface BracketSummary extends BracketFigures {
  readonly byBracket: Parts<BracketFigures>;
  readonly byGender: Parts<BracketFigures>;
  readonly byGroup: Parts<BracketFigures>;
}

function judgeAge(outcomes: readonly Outcome[]): readonly Judged<number>[] {
  return judge(
    outcomes,
    ({ age }) => age,
    ({ years }) => years,
  );
}

function ageFigures(outcomes: readonly Outcome[]): AgeFigures {
  const judged = judgeAge(outcomes);
  return {
    n: judged.length,
    found: judged.filter(({ predicted }) => predicted !== null).length,
    mae: meanAbsoluteError(judged),
    cs5: cumulativeScore(judged, 5),
    coverage80: covered(
      outcomes,
      ({ low }) => Math.round(low),
      ({ high }) => Math.round(high),
    ),
  };
}

/** Returns the share of the detected faces whose age is between the two ends of its reading, both included. */
function covered(
  outcomes: readonly Outcome[],
  low: (reading: FaceReading) => number,
  high: (reading: FaceReading) => number,
): Figure {
  return mean(
    outcomes.flatMap(({ labels: { age }, reading }) =>
      age === null || !reading ? [] : [age >= low(reading) && age <= high(reading) ? 1 : 0],
    ),
  );
}

/** Sums up the pictures with an age; null if there are none. */
export function summarizeAge(all: readonly Outcome[]): AgeSummary | null {
  const outcomes = all.filter(({ labels }) => labels.age !== null);
  const judged = judgeAge(outcomes);
  const median = medianOf(judged.map(({ actual }) => actual));
  if (median === null) return null;
  return {
    ...ageFigures(outcomes),
    maeOfAll: meanAbsoluteErrorOfAll(judged, median),
    coverage80Exact: covered(
      outcomes,
      ({ low }) => low,
      ({ high }) => high,
    ),
    byBand: parts(outcomes, bandOrNull, ageFigures),
    byGender: parts(outcomes, ({ gender }) => gender, ageFigures),
    byGroup: parts(outcomes, ({ group }) => group, ageFigures),
  };
}

/** Sums up the pictures with an age bracket; null if there are none. */
export function summarizeBrackets(outcomes: readonly Outcome[]): BracketSummary | null {
  const all = bracketFigures(outcomes);
  if (all.n === 0) return null;
  const bracketed = outcomes.filter(({ labels }) => labels.ageBracket !== null);
  return {
    ...all,
    byBracket: parts(bracketed, bracketOrNull, bracketFigures),
    byGender: parts(bracketed, ({ gender }) => gender, bracketFigures),
    byGroup: parts(bracketed, ({ group }) => group, bracketFigures),
  };
}

function bracketFigures(outcomes: readonly Outcome[]): BracketFigures {
  const right = outcomes.flatMap(({ labels: { ageBracket }, reading }) => {
    if (!ageBracket) return [];
    const years = reading && Math.round(reading.years);
    return [years !== null && years >= ageBracket.from && years <= ageBracket.to ? 1 : 0];
  });
  return { n: right.length, accuracy: mean(right) };
}
