import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeAge } from '#core/decode.ts';
import { AGE_YEARS } from '#core/labels.ts';
import type { ManifestLabels } from '../../lab/manifest.ts';
import { calibrationError, reliability } from './calibration.ts';
import type { Outcome } from './outcome.ts';
import { emotionsOf, hasVotes, labelsOf } from './sets/manifest-sets.ts';
import { summarize } from './summary.ts';

/** Row i of each list belongs to the same face. */
interface SetCase {
  readonly name: string;
  readonly labels: readonly ManifestLabels[];
  /** Probability of each age by year; 0 for years that are missing. */
  readonly ages: readonly Readonly<Record<string, number>>[];
  readonly women: readonly number[];
  readonly emotions: readonly (readonly number[])[];
  readonly smiles: readonly number[];
  readonly figures: Tree;
}

interface CalibrationCase {
  readonly name: string;
  readonly bins: number;
  readonly confidence: readonly number[];
  readonly right: readonly boolean[];
  readonly error: number;
  readonly reliability: Tree;
}

type Tree = { readonly [name: string]: Tree | number | null };

/** Also read by training/tests, so that the metrics in both languages stay the same. */
const VECTORS = JSON.parse(readFileSync('scripts/lab/metric-vectors.json', 'utf8')) as {
  readonly tolerance: number;
  readonly calibration: readonly CalibrationCase[];
  readonly sets: readonly SetCase[];
};

/** Returns all numbers by their path, in lower case because evaluate capitalizes the names of groups. */
function leaves(tree: unknown, path = ''): Readonly<Record<string, number | null>> {
  if (typeof tree !== 'object' || tree === null) return { [path]: tree as number | null };
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, part]) =>
      Object.entries(leaves(part, `${path}/${name.toLowerCase()}`)),
    ),
  );
}

function expectFigures(actual: unknown, expected: Tree): void {
  const found = leaves(actual);
  const differing = Object.entries(leaves(expected)).filter(([path, value]) => {
    const figure = found[path];
    return value === null || typeof figure !== 'number'
      ? figure !== value
      : !(Math.abs(figure - value) <= VECTORS.tolerance);
  });
  expect(differing.map(([path, value]) => `${path}: ${found[path]} instead of ${value}`)).toEqual([]);
}

function outcomesOf({ labels, ages, women, emotions, smiles }: SetCase): readonly Outcome[] {
  const voted = hasVotes(labels.flatMap(({ emotion }) => (emotion ? [emotion] : [])));
  return labels.map((one, i) => ({
    labels: labelsOf(one, voted),
    reading: {
      ...decodeAge(Array.from({ length: AGE_YEARS }, (_, year) => ages[i]?.[year] ?? 0)),
      woman: women[i] ?? Number.NaN,
      emotions: emotions[i] ?? [],
      smile: smiles[i] ?? Number.NaN,
    },
  }));
}

describe('the metrics agree with the vectors that training reads too', () => {
  it.each(VECTORS.sets)('$name', (set) => {
    const classes = emotionsOf(set.labels.flatMap(({ emotion }) => (emotion ? [emotion] : [])));
    expectFigures(summarize(outcomesOf(set), classes), set.figures);
  });

  it.each(VECTORS.calibration)('calibration: $name', ({ bins, confidence, right, error, ...rest }) => {
    const claims = confidence.map((one, i) => ({ confidence: one, right: right[i] === true }));
    expectFigures(
      { error: calibrationError(claims, bins), reliability: reliability(claims, bins) },
      { error, reliability: rest.reliability },
    );
  });
});
