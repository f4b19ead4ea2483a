import { expect, test } from 'vitest';
import { decode, decodeAge, meanLogits, softmax, visibilityOf } from './decode.ts';
import { AGE_YEARS } from './labels.ts';
import type { Logits } from './types.ts';

const ONE = { age: 1, gender: 1, emotion: 1, smile: 1 };

/** Logits of a normal distribution over the years. */
function ageLogits(mean: number, deviation: number): number[] {
  return Array.from({ length: AGE_YEARS }, (_, year) => -((year - mean) ** 2) / (2 * deviation ** 2));
}

const LOGITS: Logits = {
  age: ageLogits(40, 6),
  gender: [Math.log(3), 0],
  emotion: [0, 2, 0, 0, 0, 0, 0, 0],
  smile: [0, Math.log(4)],
  visible: [0, Math.log(9), -Math.log(4)],
};

test('softmax sums to 1, keeps the order, and does not overflow for huge logits', () => {
  const p = softmax([1000, 1001, 999], 1);
  expect(p.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
  expect(p[1]).toBeGreaterThan(p[0]!);
  expect(p[0]).toBeCloseTo(softmax([0, 1, -1], 1)[0]!, 12);
});

test('a higher temperature gives less certain probabilities', () => {
  expect(softmax([2, 0], 2)[0]).toBeCloseTo(softmax([1, 0], 1)[0]!, 12);
});

test('the 80 % interval of a normal distribution is 1.2816 deviations either side of its mean', () => {
  const { years, low, high } = decodeAge(softmax(ageLogits(40, 6), 1));
  expect(years).toBeCloseTo(40, 6);
  expect(low).toBeCloseTo(40 - 1.2816 * 6, 1);
  expect(high).toBeCloseTo(40 + 1.2816 * 6, 1);
});

test('the interval of a single certain year is inside that year', () => {
  const p = new Array<number>(AGE_YEARS).fill(0);
  p[30] = 1;
  expect(decodeAge(p)).toEqual({ years: 30, low: 29.6, high: 30.4 });
});

test('years stay within 0…100 and the interval contains the expectation', () => {
  const newborn = new Array<number>(AGE_YEARS).fill(0);
  newborn[0] = 1;
  expect(decodeAge(newborn).low).toBe(0);
  const skewed = new Array<number>(AGE_YEARS).fill(0);
  skewed[5] = 0.95;
  skewed[100] = 0.05;
  const { years, high } = decodeAge(skewed);
  expect(high).toBeGreaterThanOrEqual(years);
});

test('every head is read by name; the first gender is woman, the second smile class is yes', () => {
  const reading = decode(LOGITS, ONE);
  expect(reading.woman).toBeCloseTo(0.75, 12);
  expect(reading.smile).toBeCloseTo(0.8, 12);
  expect(reading.emotions.happiness).toBeCloseTo(Math.exp(2) / (Math.exp(2) + 7), 12);
  expect(Object.values(reading.emotions).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
});

test('each head has its own temperature', () => {
  const warm = decode(LOGITS, { ...ONE, smile: 2 });
  expect(warm.smile).toBeLessThan(0.8);
  expect(warm.woman).toBeCloseTo(0.75, 12);
});

test('the mean of two readings has the geometric mean of their odds', () => {
  const other: Logits = { ...LOGITS, gender: [0, 0] };
  const { woman } = decode(meanLogits(LOGITS, other), ONE);
  expect(woman / (1 - woman)).toBeCloseTo(Math.sqrt(3), 12);
  expect(decode(meanLogits(LOGITS, LOGITS), ONE)).toEqual(decode(LOGITS, ONE));
});

test('the three probabilities of what is visible are independent of each other, and in the order of VISIBLE', () => {
  const { face, eyes, mouth } = visibilityOf(LOGITS);
  expect([face, eyes, mouth]).toEqual([0.5, expect.closeTo(0.9, 12), expect.closeTo(0.2, 12)]);
  expect(visibilityOf({ visible: [1000, -1000, 0] })).toEqual({ face: 1, eyes: 0, mouth: 0.5 });
});

test('the mean of two readings has the mean of each logit of what is visible', () => {
  const other: Logits = { ...LOGITS, visible: [4, -Math.log(9), 0] };
  const { face, eyes, mouth } = visibilityOf(meanLogits(LOGITS, other));
  expect(face).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  expect(eyes).toBeCloseTo(0.5, 12);
  expect(mouth).toBeCloseTo(1 / 3, 12);
});
