import { BINS, type Claim, calibrationError, type ReliabilityBin, reliability } from './calibration.ts';
import type { Judged } from './metrics.ts';
import type { FaceReading, Outcome } from './outcome.ts';
import type { Labels } from './sample.ts';

export type Figure = number | null;

/** Figures of the parts of a set, such as age bands, by the name of the part. */
export type Parts<T> = Readonly<Record<string, T>>;

export interface Calibrated {
  readonly ece: Figure;
  readonly reliability: readonly ReliabilityBin[];
}

/** Returns the ten-year band of an age: `0-9` … `90-99`, and `100+`. */
export function bandOf(age: number): string {
  const from = Math.floor(age / 10) * 10;
  return from >= 100 ? '100+' : `${from}-${from + 9}`;
}

export function bandOrNull({ age }: Labels): string | null {
  return age === null ? null : bandOf(age);
}

/** Returns the name of the age bracket, such as `20-29`; null if the picture has none. */
export function bracketOrNull({ ageBracket }: Labels): string | null {
  return ageBracket && `${ageBracket.from}-${ageBracket.to}`;
}

/** Returns the figures of each part, ordered by the number at the start of its name, else by name. */
export function parts<T>(
  outcomes: readonly Outcome[],
  keyOf: (labels: Labels) => string | null,
  figures: (part: readonly Outcome[]) => T,
): Parts<T> {
  const keys = new Set(outcomes.flatMap(({ labels }) => keyOf(labels) ?? []));
  const order = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1);
  return Object.fromEntries(
    [...keys]
      .sort(order)
      .map((key) => [key, figures(outcomes.filter(({ labels }) => keyOf(labels) === key))]),
  );
}

/** Returns label and prediction of each picture that has the label; the prediction is null without a face. */
export function judge<T>(
  outcomes: readonly Outcome[],
  labelOf: (labels: Labels) => T | null,
  read: (reading: FaceReading) => T,
): readonly Judged<T>[] {
  return outcomes.flatMap(({ labels, reading }) => {
    const actual = labelOf(labels);
    return actual === null ? [] : [{ actual, predicted: reading && read(reading) }];
  });
}

/** Returns the claims of the detected faces that have the label. */
export function claims<T>(
  outcomes: readonly Outcome[],
  labelOf: (labels: Labels) => T | null,
  read: (reading: FaceReading) => { readonly predicted: T; readonly confidence: number },
): readonly Claim[] {
  return outcomes.flatMap(({ labels, reading }) => {
    const actual = labelOf(labels);
    if (actual === null || !reading) return [];
    const { predicted, confidence } = read(reading);
    return [{ confidence, right: predicted === actual }];
  });
}

/** Returns calibration error and reliability of claims. */
export function calibrated(all: readonly Claim[]): Calibrated {
  return { ece: calibrationError(all, BINS), reliability: reliability(all, BINS) };
}
