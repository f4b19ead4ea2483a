import { describe, expect, test } from 'vitest';
import { correctMotion, type Motion, predictMotion, startMotion } from './motion.ts';

const AGILITY = 100;

/** The filter after exact measurements of a path at the given times in seconds. */
function follow(path: (t: number) => number, times: readonly number[]): Motion {
  let motion = startMotion(path(times[0]!), 2, 150);
  for (let i = 1; i < times.length; i++) {
    const seconds = times[i]! - times[i - 1]!;
    motion = correctMotion(predictMotion(motion, seconds, AGILITY, 1), path(times[i]!), 2);
  }
  return motion;
}

describe('following', () => {
  test.each([
    ['30 times a second', Array.from({ length: 60 }, (_, i) => i / 30)],
    ['8 times a second', Array.from({ length: 16 }, (_, i) => i / 8)],
    ['irregularly', Array.from({ length: 40 }, (_, i) => i / 20 + (i % 3) / 70)],
  ])('a steady path and its rate are estimated when measured %s', (_, times) => {
    const motion = follow((t) => 40 + 120 * t, times);
    expect(motion.value).toBeCloseTo(40 + 120 * times.at(-1)!, 0);
    expect(Math.abs(motion.rate - 120)).toBeLessThan(3);
  });

  test('variances stay positive and the covariance within them', () => {
    const { valueVariance, covariance, rateVariance } = follow(
      (t) => 50 * Math.sin(3 * t),
      Array.from({ length: 500 }, (_, i) => i / 30),
    );
    expect(valueVariance).toBeGreaterThan(0);
    expect(rateVariance).toBeGreaterThan(0);
    expect(covariance ** 2).toBeLessThan(valueVariance * rateVariance);
  });
});

describe('predicting', () => {
  const moving: Motion = { ...startMotion(0, 1, 1), rate: 100 };

  test('with its rate kept it moves linearly', () => {
    expect(predictMotion(moving, 0.5, AGILITY, 1)).toMatchObject({ value: 50, rate: 100 });
  });

  test('with a decaying rate the path is the same in one step and in ten', () => {
    const once = predictMotion(moving, 1, AGILITY, Math.exp(-2));
    let often = moving;
    for (let i = 0; i < 10; i++) often = predictMotion(often, 0.1, AGILITY, Math.exp(-0.2));
    expect(once.value).toBeCloseTo((100 * (1 - Math.exp(-2))) / 2, 9);
    expect(often.value).toBeCloseTo(once.value, 9);
    expect(often.rate).toBeCloseTo(once.rate, 9);
  });

  test('uncertainty grows with time, and a step of 0 s changes nothing', () => {
    expect(predictMotion(moving, 0.5, AGILITY, 1).valueVariance).toBeGreaterThan(
      predictMotion(moving, 0.1, AGILITY, 1).valueVariance,
    );
    expect(predictMotion(moving, 0, AGILITY, 1)).toEqual(moving);
  });
});

test('a correction is between prediction and measurement, closer to the more certain one', () => {
  const vague = correctMotion(startMotion(0, 10, 1), 100, 1);
  const sure = correctMotion(startMotion(0, 1, 1), 100, 10);
  expect(vague.value).toBeGreaterThan(95);
  expect(vague.value).toBeLessThan(100);
  expect(sure.value).toBeLessThan(5);
  expect(sure.value).toBeGreaterThan(0);
});
