import { describe, expect, it } from 'vitest';
import { EMOTIONS, type Emotion } from '#core/labels.ts';
import type { FaceReading, Outcome } from './outcome.ts';
import { type Labels, NO_LABELS } from './sample.ts';
import { summarize } from './summary.ts';

const READING: FaceReading = {
  years: 30,
  low: 25,
  high: 35,
  woman: 0.9,
  emotions: EMOTIONS.map((_, i) => (i === 0 ? 0.93 : 0.01)),
  smile: 0.8,
};
const outcome = (labels: Partial<Labels>, reading: Partial<FaceReading> | null): Outcome => ({
  labels: { ...NO_LABELS, ...labels },
  reading: reading && { ...READING, ...reading },
});
const probabilities = (shares: Partial<Record<Emotion, number>>) => EMOTIONS.map((one) => shares[one] ?? 0);

describe('the summary of a set', () => {
  it('has figures only for heads that the set has labels for', () => {
    const { n, age, ageBracket, gender, emotion, smile } = summarize([outcome({ smile: true }, {})], []);
    expect({ n, age, ageBracket, gender, emotion }).toEqual({
      n: 1,
      age: null,
      ageBracket: null,
      gender: null,
      emotion: null,
    });
    expect(smile).toMatchObject({ n: 1, accuracy: 1 });
    expect(smile?.ece).toBeCloseTo(0.2, 12);
  });

  it('has age by band, gender and group, bands in their order', () => {
    const { age } = summarize(
      [
        outcome({ age: 100, gender: 'man', group: 'Black' }, { years: 90, low: 80, high: 95 }),
        outcome({ age: 9, gender: 'woman', group: 'White' }, { years: 12, low: 9.4, high: 15 }),
        outcome({ age: 31, gender: 'woman', group: 'White' }, { years: 31 }),
        outcome({ age: 39, gender: 'woman', group: 'White' }, null),
      ],
      [],
    );
    expect(Object.keys(age?.byBand ?? {})).toEqual(['0-9', '30-39', '100+']);
    expect(age?.byBand['30-39']).toEqual({ n: 2, found: 1, mae: 0, cs5: 0.5, coverage80: 1 });
    expect(age?.byGroup).toEqual({
      Black: { n: 1, found: 1, mae: 10, cs5: 0, coverage80: 0 },
      White: { n: 3, found: 2, mae: 1.5, cs5: 2 / 3, coverage80: 1 },
    });
    expect(age?.byGender.woman?.n).toBe(3);
    expect(age?.mae).toBeCloseTo(13 / 3, 12);
    // The median age is 35, so the face that was not detected has an error of 4.
    expect(age?.maeOfAll).toBe(17 / 4);
  });

  it('has the coverage of the whole years that the page shows, and of the exact interval', () => {
    const { age } = summarize(
      [
        outcome({ age: 9 }, { low: 9.4, high: 15 }),
        outcome({ age: 36 }, { low: 30, high: 35.4 }),
        outcome({ age: 36 }, { low: 30, high: 35.5 }),
        outcome({ age: 36 }, null),
      ],
      [],
    );
    expect(age?.coverage80).toBeCloseTo(2 / 3, 12);
    expect(age?.coverage80Exact).toBe(0);
  });

  it('judges brackets by the rounded age', () => {
    const bracket = { from: 20, to: 29 };
    const { ageBracket } = summarize(
      [
        outcome({ ageBracket: bracket }, { years: 29.4 }),
        outcome({ ageBracket: bracket }, { years: 29.6 }),
        outcome({ ageBracket: bracket }, null),
      ],
      [],
    );
    expect(ageBracket).toMatchObject({ n: 3, accuracy: 1 / 3 });
  });

  it('has brackets by bracket, gender and group, gender by bracket, brackets in their order', () => {
    const old = { from: 70, to: 100 };
    const { ageBracket, gender } = summarize(
      [
        outcome({ ageBracket: old, gender: 'man', group: 'Black' }, { years: 60, woman: 0.9 }),
        outcome({ ageBracket: { from: 3, to: 9 }, gender: 'woman', group: 'Black' }, { years: 5 }),
        outcome({ ageBracket: old, gender: 'woman', group: 'Indian' }, { years: 71 }),
      ],
      [],
    );
    expect(Object.keys(ageBracket?.byBracket ?? {})).toEqual(['3-9', '70-100']);
    expect(ageBracket?.byBracket['70-100']).toEqual({ n: 2, accuracy: 0.5 });
    expect(ageBracket?.byGender).toEqual({ man: { n: 1, accuracy: 0 }, woman: { n: 2, accuracy: 1 } });
    expect(ageBracket?.byGroup).toEqual({ Black: { n: 2, accuracy: 0.5 }, Indian: { n: 1, accuracy: 1 } });
    expect(gender?.byBracket).toEqual({ '3-9': { n: 1, accuracy: 1 }, '70-100': { n: 2, accuracy: 0.5 } });
  });

  it('has the lowest accuracy of gender of the groups and of the bands from 10 to 79', () => {
    const { gender } = summarize(
      [
        outcome({ age: 5, gender: 'man', group: 'Asian' }, { woman: 0.6 }),
        outcome({ age: 85, gender: 'woman', group: 'Asian' }, null),
        outcome({ age: 15, gender: 'woman', group: 'Asian' }, { woman: 0.5 }),
        outcome({ age: 15, gender: 'woman', group: 'White' }, { woman: 0.4 }),
        outcome({ age: 75, gender: 'man', group: 'White' }, { woman: 0.1 }),
      ],
      [],
    );
    expect(gender?.accuracy).toBe(2 / 5);
    expect(gender?.worstBand10To79).toBe(1 / 2);
    expect(gender?.worstGroup).toBe(1 / 3);
    expect(gender?.byGender).toEqual({ man: { n: 2, accuracy: 1 / 2 }, woman: { n: 3, accuracy: 1 / 3 } });
    // Confidences of the four detected faces: 0.6 wrong, 0.5 right, 0.6 wrong, 0.9 right, in three bins.
    expect(gender?.ece).toBeCloseTo((2 * 0.6 + 0.5 + 0.1) / 4, 12);
  });

  it('predicts the most probable of the set’s classes, and also of all eight', () => {
    const seven = EMOTIONS.filter((one) => one !== 'contempt');
    const { emotion } = summarize(
      [outcome({ emotion: 'anger' }, { emotions: probabilities({ contempt: 0.6, anger: 0.4 }) })],
      seven,
    );
    expect(emotion).toMatchObject({ classes: 7, accuracy: 1, accuracyOfEight: 0 });
    expect(Object.keys(emotion?.confusion ?? {})).toEqual(seven);
    // The prediction is contempt with confidence 0.6, which is wrong.
    expect(emotion?.ece).toBeCloseTo(0.6, 12);
  });

  it('compares the probability of every emotion with its frequency', () => {
    const { emotion } = summarize(
      [
        outcome({ emotion: 'anger' }, { emotions: probabilities({ anger: 0.7, fear: 0.3 }) }),
        outcome({ emotion: 'fear' }, { emotions: probabilities({ anger: 0.7, fear: 0.3 }) }),
        outcome({ emotion: 'fear' }, null),
      ],
      EMOTIONS,
    );
    // Two claims for each emotion: anger with 0.7, half right; fear with 0.3, half right; the others with 0, all wrong.
    expect(emotion?.byProbability.anger?.ece).toBeCloseTo(0.2, 12);
    expect(emotion?.byProbability.fear?.ece).toBeCloseTo(0.2, 12);
    expect(emotion?.byProbability.surprise?.ece).toBe(0);
    expect(emotion?.byProbability.anger?.reliability).toEqual([
      expect.objectContaining({ n: 2, accuracy: 0.5, confidence: expect.closeTo(0.7, 12) }),
    ]);
  });

  it('compares probabilities with votes; a face that was not detected has equal probabilities', () => {
    const votes = probabilities({ neutral: 1 });
    const { emotion } = summarize(
      [
        outcome({ emotion: 'neutral', votes }, { emotions: probabilities({ neutral: 0.6, fear: 0.4 }) }),
        outcome({ emotion: 'neutral', votes }, null),
      ],
      EMOTIONS,
    );
    expect(emotion?.voteMae).toBeCloseTo(0.8 / 8, 12);
    // The face that was not detected contributes 7/8 + 7 × 1/8.
    expect(emotion?.voteMaeOfAll).toBeCloseTo((0.8 / 8 + 1.75 / 8) / 2, 12);
    expect(emotion?.accuracy).toBe(0.5);
  });
});
