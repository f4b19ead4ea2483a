import { describe, expect, it } from 'vitest';
import { someFace } from '#core/face.test-support.ts';
import { EMOTIONS } from '#core/labels.ts';
import type { Face } from '#core/types.ts';
import { faceReading } from './outcome.ts';

describe('a stored reading', () => {
  it('has the emotions in the order of EMOTIONS and five digits', () => {
    const emotions = Object.fromEntries(EMOTIONS.map((emotion, i) => [emotion, i / 28]));
    const reading = {
      age: { years: 31.123456, low: 20, high: 40 },
      woman: 0.9,
      emotions: emotions as NonNullable<Face['reading']>['emotions'],
      smile: 0.123456,
    };
    expect(faceReading({ ...someFace({}), reading })).toEqual({
      years: 31.12346,
      low: 20,
      high: 40,
      woman: 0.9,
      emotions: [0, 0.03571, 0.07143, 0.10714, 0.14286, 0.17857, 0.21429, 0.25],
      smile: 0.12346,
    });
  });
});
