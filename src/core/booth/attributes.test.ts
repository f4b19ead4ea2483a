import { describe, expect, test } from 'vitest';
import { someFace } from '../face.test-support.ts';
import type { Result } from '../types.ts';
import { attributesOf, countedAttributes, limitResult } from './attributes.ts';
import { NUMBERS, PRESETS } from './booth.ts';

const result: Result = {
  at: 0,
  size: { width: 640, height: 480 },
  faces: [
    someFace({
      reading: {
        age: { years: 34, low: 31, high: 38 },
        woman: 0.9,
        smile: 0.8,
        emotions: {
          neutral: 0.1,
          happiness: 0.9,
          surprise: 0,
          sadness: 0,
          anger: 0,
          disgust: 0,
          fear: 0,
          contempt: 0,
        },
      },
      shown: { years: 34, low: 31, high: 38, gender: 'woman', emotion: 'happiness', smiling: true },
      withheld: { gender: 'too-far', emotion: 'not-sure' },
    }),
  ],
  seen: 1,
  cost: { readMs: 1, detectMs: 1, cropMs: 1, classifyMs: 1, totalMs: 4, classified: 1, readings: 1 },
};

describe('a preset', () => {
  test.each([
    ['smile', ['smile'], ['smiling'], []],
    ['age-smile', ['age', 'smile'], ['high', 'low', 'smiling', 'years'], []],
    ['no-gender', ['age', 'emotions', 'smile'], ['emotion', 'high', 'low', 'smiling', 'years'], ['emotion']],
    [
      'everything',
      ['age', 'emotions', 'smile', 'woman'],
      ['emotion', 'gender', 'high', 'low', 'smiling', 'years'],
      ['emotion', 'gender'],
    ],
  ] as const)('%s leaves out everything else', (preset, reading, shown, withheld) => {
    const [face] = limitResult(result, attributesOf(preset)).faces;
    expect(Object.keys(face!.reading!).sort()).toEqual(reading);
    const reported = Object.entries(face!.shown!).filter(([, value]) => value !== null);
    expect(reported.map(([name]) => name).sort()).toEqual(shown);
    expect(Object.keys(face!.withheld).sort()).toEqual(withheld);
  });

  test('only "everything" shows gender', () => {
    expect(PRESETS.filter((preset) => attributesOf(preset).gender)).toEqual(['everything']);
  });

  test('a face without a reading stays without', () => {
    const unread = { ...result, faces: [someFace()] };
    expect(limitResult(unread, attributesOf('smile')).faces[0]).toMatchObject({ reading: null, shown: null });
  });
});

describe("what the day's numbers may hold", () => {
  test.each([
    ['off', []],
    ['visits', []],
    ['age-smile', ['age', 'smile']],
    ['all', ['age', 'gender', 'emotion', 'smile']],
  ] as const)('with the numbers "%s"', (numbers, expected) => {
    const counted = countedAttributes({ preset: 'everything', numbers });
    expect(Object.entries(counted).flatMap(([head, is]) => (is ? [head] : []))).toEqual(expected);
  });

  test('is never more than the preset shows', () => {
    for (const preset of PRESETS) {
      const shown = attributesOf(preset);
      for (const numbers of NUMBERS) {
        const counted = countedAttributes({ preset, numbers });
        for (const head of ['age', 'gender', 'emotion', 'smile'] as const)
          if (counted[head]) expect(shown[head]).toBe(true);
      }
    }
  });
});
