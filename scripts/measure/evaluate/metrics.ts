/** A label and a prediction. A prediction is null if no face was detected, and then counts as wrong. */
export interface Judged<T> {
  readonly actual: T;
  readonly predicted: T | null;
}

/** Returns the mean; null if there are no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns the middle value, or the mean of the middle two; null if there are no values. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Returns the share of right predictions; a face that was not detected counts as wrong. */
export function accuracy<T>(judged: readonly Judged<T>[]): number | null {
  return mean(judged.map(({ actual, predicted }) => (predicted === actual ? 1 : 0)));
}

/** Returns the share of right predictions among the detected faces: the accuracy of the network alone. */
export function accuracyOfFound<T>(judged: readonly Judged<T>[]): number | null {
  return accuracy(judged.filter(({ predicted }) => predicted !== null));
}

/** Returns the mean absolute error in years over the detected faces. */
export function meanAbsoluteError(judged: readonly Judged<number>[]): number | null {
  return mean(
    judged.flatMap(({ actual, predicted }) => (predicted === null ? [] : [Math.abs(predicted - actual)])),
  );
}

/** Returns the mean absolute error over all faces; one that was not detected is predicted as the set's `median` age. */
export function meanAbsoluteErrorOfAll(judged: readonly Judged<number>[], median: number): number | null {
  return mean(judged.map(({ actual, predicted }) => Math.abs((predicted ?? median) - actual)));
}

/** Returns the share with an error of at most `years` (CS@k); a face that was not detected counts as wrong. */
export function cumulativeScore(judged: readonly Judged<number>[], years: number): number | null {
  return mean(
    judged.map(({ actual, predicted }) =>
      predicted !== null && Math.abs(predicted - actual) <= years ? 1 : 0,
    ),
  );
}

/** Counts by label (outer) and prediction (inner). `notFound`: faces that were not detected. */
export type Confusion<T extends string> = Readonly<Record<T, Readonly<Record<T | 'notFound', number>>>>;

/** Counts predictions by label. */
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
  /** Share of the faces with this label that are predicted so; null if there are none. */
  readonly recall: number | null;
  /** Share of the faces with this prediction that are labelled so; null if there are none. */
  readonly precision: number | null;
  /** 2·TP / (2·TP + FP + FN); null if the class neither occurs nor is predicted. */
  readonly f1: number | null;
}

/** Returns the figures of the class `wanted`. */
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

/** Returns the unweighted mean of F1 over the classes that occur among the labels. */
export function macroF1<T>(judged: readonly Judged<T>[], classes: readonly T[]): number | null {
  const figures = classes.map((one) => classFigures(judged, one)).filter(({ n }) => n > 0);
  return mean(figures.map(({ f1 }) => f1 ?? 0));
}

/** Returns the unweighted mean recall of the classes that occur among the labels. */
export function macroRecall<T>(judged: readonly Judged<T>[], classes: readonly T[]): number | null {
  const figures = classes.map((one) => classFigures(judged, one)).filter(({ n }) => n > 0);
  return mean(figures.map(({ recall }) => recall ?? 0));
}

/** Returns the mean over faces and classes of |probability − share of votes|. */
export function voteError(
  pairs: readonly { readonly votes: readonly number[]; readonly probabilities: readonly number[] }[],
): number | null {
  return mean(
    pairs.flatMap(({ votes, probabilities }) =>
      votes.map((share, i) => Math.abs(share - (probabilities[i] ?? 0))),
    ),
  );
}
