import { describe, expect, it } from 'vitest';
import {
  accuracy,
  accuracyOfFound,
  classFigures,
  confusion,
  cumulativeScore,
  type Judged,
  macroF1,
  macroRecall,
  mean,
  meanAbsoluteError,
  meanAbsoluteErrorOfAll,
  medianOf,
  voteError,
} from './metrics.ts';

const ages: readonly Judged<number>[] = [
  { actual: 20, predicted: 22 },
  { actual: 30, predicted: 25 },
  { actual: 40, predicted: 51 },
  { actual: 60, predicted: null },
];

type Animal = 'cat' | 'dog' | 'owl';
const ANIMALS: readonly Animal[] = ['cat', 'dog', 'owl'];
const judged = (...pairs: readonly (readonly [Animal, Animal | null])[]): readonly Judged<Animal>[] =>
  pairs.map(([actual, predicted]) => ({ actual, predicted }));
/** Cats: 2 of 3 right, one predicted as dog. Dogs: 1 of 2 right, one not detected. Owl: predicted as cat. */
const animals = judged(
  ['cat', 'cat'],
  ['cat', 'cat'],
  ['cat', 'dog'],
  ['dog', 'dog'],
  ['dog', null],
  ['owl', 'cat'],
);

describe('mean and median', () => {
  it('are null if there are no values', () => {
    expect(mean([])).toBeNull();
    expect(medianOf([])).toBeNull();
  });

  it('the median is the middle value of an odd number, and the mean of the middle two of an even number', () => {
    expect(medianOf([9, 1, 4])).toBe(4);
    expect(medianOf([9, 1, 4, 5])).toBe(4.5);
  });
});

describe('age', () => {
  it('has a mean absolute error over the detected faces: (2 + 5 + 11) / 3', () => {
    expect(meanAbsoluteError(ages)).toBe(6);
  });

  it('predicts the median for a face that was not detected: (2 + 5 + 11 + |35 − 60|) / 4', () => {
    expect(meanAbsoluteErrorOfAll(ages, 35)).toBe(10.75);
  });

  it('counts a face that was not detected as wrong in CS@5, and an error of exactly five as right', () => {
    expect(cumulativeScore(ages, 5)).toBe(0.5);
  });
});

describe('classes', () => {
  it('count what was not detected as wrong', () => {
    expect(accuracy(animals)).toBe(3 / 6);
  });

  it('have an accuracy over the detected faces, too', () => {
    expect(accuracyOfFound(animals)).toBe(3 / 5);
  });

  it('do not confuse the prediction false with a face that was not detected', () => {
    expect(accuracy([{ actual: false, predicted: false }])).toBe(1);
  });

  it('have recall, precision and F1', () => {
    expect(classFigures(animals, 'cat')).toEqual({ n: 3, recall: 2 / 3, precision: 2 / 3, f1: 4 / 6 });
    expect(classFigures(animals, 'dog')).toEqual({ n: 2, recall: 1 / 2, precision: 1 / 2, f1: 2 / 4 });
    expect(classFigures(animals, 'owl')).toEqual({ n: 1, recall: 0, precision: null, f1: 0 });
  });

  it('have equal weights in macro F1: (2/3 + 1/2 + 0) / 3', () => {
    expect(macroF1(animals, ANIMALS)).toBeCloseTo(7 / 18, 12);
  });

  it('have equal weights in macro recall: (2/3 + 1/2 + 0) / 3', () => {
    expect(macroRecall(animals, ANIMALS)).toBeCloseTo(7 / 18, 12);
  });

  it('do not count in macro F1 if they do not occur', () => {
    expect(macroF1(judged(['cat', 'cat'], ['dog', 'owl']), ANIMALS)).toBe(0.5);
  });

  it('are counted by label and prediction', () => {
    expect(confusion(animals, ANIMALS)).toEqual({
      cat: { cat: 2, dog: 1, owl: 0, notFound: 0 },
      dog: { cat: 0, dog: 1, owl: 0, notFound: 1 },
      owl: { cat: 1, dog: 0, owl: 0, notFound: 0 },
    });
  });
});

describe('the difference from votes', () => {
  it('is the mean over faces and classes', () => {
    const pairs = [
      { votes: [1, 0], probabilities: [0.8, 0.2] },
      { votes: [0.5, 0.5], probabilities: [0.1, 0.9] },
    ];
    expect(voteError(pairs)).toBeCloseTo((0.2 + 0.2 + 0.4 + 0.4) / 4, 12);
  });
});
