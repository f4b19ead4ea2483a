import { describe, expect, test } from 'vitest';
import { someFace } from '../face.test-support.ts';
import { random } from '../random.test-support.ts';
import { ageBands, seenFaces } from './counts-readings.ts';

const ALL = { age: true, gender: true, emotion: true, smile: true };
const EMOTIONS = {
  neutral: 1,
  happiness: 0,
  surprise: 0,
  sadness: 0,
  anger: 0,
  disgust: 0,
  fear: 0,
  contempt: 0,
};
const READ = someFace({
  reading: { age: { years: 34, low: 28, high: 42 }, woman: 0.9, smile: 0.8, emotions: EMOTIONS },
  shown: { years: 34, low: 28, high: 42, gender: 'woman', emotion: 'neutral', smiling: true },
});

describe('an age in bands', () => {
  test('spreads as its range says', () => {
    // Ten percent are under 28 years and ten over 42.
    const [, , twenties = 0, thirties = 0, forties = 0, fifties = 0] = ageBands({
      years: 34,
      low: 28,
      high: 42,
    });
    expect(twenties).toBeCloseTo(0.168, 2);
    expect(thirties).toBeCloseTo(0.643, 2);
    expect(forties + fifties).toBeCloseTo(0.189, 2);
  });

  test('without a range is one band', () => {
    expect(ageBands({ years: 13, low: 13, high: 13 })).toEqual([0, 1, 0, 0, 0, 0, 0]);
    expect(ageBands({ years: 95, low: 95, high: 95 })).toEqual([0, 0, 0, 0, 0, 0, 1]);
  });

  test('are probabilities, whatever the reading', () => {
    const next = random(3);
    for (let round = 0; round < 500; round++) {
      const years = next() * 100;
      const bands = ageBands({ years, low: years * next(), high: years + next() * 30 });
      expect(bands.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
      for (const band of bands) expect(band).toBeGreaterThan(-1e-6);
    }
  });
});

describe('faces that are counted', () => {
  test('have the readings that are shown and allowed', () => {
    expect(seenFaces([READ], ALL)[0]?.reading).toEqual({
      age: { years: 34, low: 28, high: 42 },
      woman: 0.9,
      smile: 0.8,
      emotions: EMOTIONS,
    });
    const none = { age: null, woman: null, emotions: null, smile: null };
    const off = { age: false, gender: false, emotion: false, smile: false };
    expect(seenFaces([READ], off)[0]?.reading).toEqual(none);
    expect(seenFaces([{ ...READ, settled: false }], ALL)[0]?.reading).toEqual(none);
    const withheld = { years: null, low: null, high: null, gender: null, emotion: null, smiling: null };
    expect(seenFaces([{ ...READ, shown: withheld }], ALL)[0]?.reading).toEqual(none);
  });

  test.each([
    ['to the screen', 0, true],
    ['a little away', 6, true],
    ['away', 25, false],
  ])('are turned %s', (_name, nose, expected) => {
    const keypoints = {
      rightEye: { x: 80, y: 100 },
      leftEye: { x: 120, y: 100 },
      noseTip: { x: 100 + nose, y: 120 },
      mouthCentre: { x: 100, y: 140 },
      rightEar: { x: 60, y: 105 },
      leftEar: { x: 140, y: 105 },
    };
    expect(seenFaces([{ ...READ, keypoints }], ALL)[0]?.turned).toBe(expected);
  });
});
