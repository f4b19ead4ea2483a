import { BINS, type Claim, calibrationError, type ReliabilityBin, reliability } from './calibration.ts';
import type { Judged } from './metrics.ts';
import type { FaceReading, Outcome } from './outcome.ts';
import type { Labels } from './sample.ts';

export type Figure = number | null;

/** Figures of the parts of a set, by the name of the part. */
export type Parts<T> = Readonly<Record<string, T>>;

export interface Calibrated {
  readonly ece: Figure;
  readonly reliability: readonly ReliabilityBin[];
}

/** `0-9` … `90-99`, and `100+` for what counts as 100. */
export function bandOf(age: number): string {
  const from = Math.floor(age / 10) * 10;
  return from >= 100 ? '100+' : `${from}-${from + 9}`;
}

export function bandOrNull({ age }: Labels): string | null {
  return age === null ? null : bandOf(age);
}

/** `20-29`, as the set names its bracket. */
export function bracketOrNull({ ageBracket }: Labels): string | null {
  return ageBracket && `${ageBracket.from}-${ageBracket.to}`;
}

/** Figures of each part, parts in the order of their first number, else of their names. */
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

/** What a head was asked about each picture that has its label. */
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

/** Claims of the faces found: a face that was not found has no probability. */
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

export function calibrated(all: readonly Claim[]): Calibrated {
  return { ece: calibrationError(all, BINS), reliability: reliability(all, BINS) };
}
