/** A label and a prediction; null: no face was found, which no label agrees with. */
export interface Judged<T> {
  readonly actual: T;
  readonly predicted: T | null;
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value; of an even number the mean of the middle two. Null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Share of judged that are right; what was not found is wrong. */
export function accuracy<T>(judged: readonly Judged<T>[]): number | null {
  return mean(judged.map(({ actual, predicted }) => (predicted === actual ? 1 : 0)));
}

/** Share of those found that are right: what the network does where the detector has done its part. */
export function accuracyOfFound<T>(judged: readonly Judged<T>[]): number | null {
  return accuracy(judged.filter(({ predicted }) => predicted !== null));
}

/** Mean absolute error in years over the faces that were found. */
export function meanAbsoluteError(judged: readonly Judged<number>[]): number | null {
  return mean(
    judged.flatMap(({ actual, predicted }) => (predicted === null ? [] : [Math.abs(predicted - actual)])),
  );
}

/**
 * The same over all faces, those not found counted with the error of always guessing the set's median age:
 * what somebody who never sees the picture would say.
 */
export function meanAbsoluteErrorOfAll(judged: readonly Judged<number>[], median: number): number | null {
  return mean(judged.map(({ actual, predicted }) => Math.abs((predicted ?? median) - actual)));
}

/** CS@k, cumulative score: share with an error of at most `years`; what was not found is wrong. */
export function cumulativeScore(judged: readonly Judged<number>[], years: number): number | null {
  return mean(
    judged.map(({ actual, predicted }) =>
      predicted !== null && Math.abs(predicted - actual) <= years ? 1 : 0,
    ),
  );
}

/** Counts of label (outer) and prediction (inner); `notFound` beside the classes. */
export type Confusion<T extends string> = Readonly<Record<T, Readonly<Record<T | 'notFound', number>>>>;

export function confusion<T extends string>(
  judged: readonly Judged<T>[],
  classes: readonly T[],
): Confusion<T> {
  const rows = classes.map((actual) => {
    const ofClass = judged.filter((one) => one.actual === actual);
    const count = (predicted: T | null) => ofClass.filter((one) => one.predicted === predicted).length;
    const cells = [...classes.map((predicted) => [predicted, count(predicted)]), ['notFound', count(null)]];
    return [actual, Object.fromEntries(cells)];
  });
  return Object.fromEntries(rows) as Confusion<T>;
}

export interface ClassFigures {
  readonly n: number;
  /** Share of the class that was named so. */
  readonly recall: number | null;
  /** Share of those named so that are. */
  readonly precision: number | null;
  readonly f1: number | null;
}

/** Of one class: F1 = 2·TP / (2·TP + FP + FN); null for a class that neither occurs nor was named. */
export function classFigures<T>(judged: readonly Judged<T>[], wanted: T): ClassFigures {
  const actual = judged.filter((one) => one.actual === wanted);
  const named = judged.filter(({ predicted }) => predicted === wanted);
  const right = actual.filter(({ predicted }) => predicted === wanted).length;
  const either = actual.length + named.length;
  return {
    n: actual.length,
    recall: actual.length === 0 ? null : right / actual.length,
    precision: named.length === 0 ? null : right / named.length,
    f1: either === 0 ? null : (2 * right) / either,
  };
}

/** Mean F1 over the classes that occur among the labels, each counting the same. */
export function macroF1<T>(judged: readonly Judged<T>[], classes: readonly T[]): number | null {
  const figures = classes.map((one) => classFigures(judged, one)).filter(({ n }) => n > 0);
  return mean(figures.map(({ f1 }) => f1 ?? 0));
}

/** Mean over faces and classes of |p − share of votes|. */
export function voteError(
  pairs: readonly { readonly votes: readonly number[]; readonly probabilities: readonly number[] }[],
): number | null {
  return mean(
    pairs.flatMap(({ votes, probabilities }) =>
      votes.map((share, i) => Math.abs(share - (probabilities[i] ?? 0))),
    ),
  );
}
