import { describe, expect, it } from 'vitest';
import { calibrationError, reliability } from './calibration.ts';

const claim = (confidence: number, right: boolean) => ({ confidence, right });

describe('reliability', () => {
  it('puts a confidence on a border into the bin below, and 0 and 1 into the outer bins', () => {
    const bins = reliability([claim(0, false), claim(0.5, true), claim(0.51, true), claim(1, true)], 2);
    expect(bins).toEqual([
      { from: 0, to: 0.5, n: 2, confidence: 0.25, accuracy: 0.5 },
      { from: 0.5, to: 1, n: 2, confidence: 0.755, accuracy: 1 },
    ]);
  });

  it('leaves empty bins out', () => {
    expect(reliability([claim(0.95, true)]).map(({ n }) => n)).toEqual([1]);
  });
});

describe('the calibration error', () => {
  it('weighs the gaps of the bins by their size', () => {
    // (0.9, 1]: four of 0.95, three right: gap 0.2. (0.6, 0.7]: one of 0.65, right: gap 0.35.
    const claims = [
      claim(0.95, true),
      claim(0.95, true),
      claim(0.95, true),
      claim(0.95, false),
      claim(0.65, true),
    ];
    expect(calibrationError(claims, 10)).toBeCloseTo(0.8 * 0.2 + 0.2 * 0.35, 12);
  });

  it('has 15 bins by default: 0.93 and 0.94 are in different ones, but in the same one of ten', () => {
    const claims = [claim(0.93, false), claim(0.94, true)];
    expect(calibrationError(claims)).toBeCloseTo((0.93 + 0.06) / 2, 12);
    expect(calibrationError(claims, 10)).toBeCloseTo(0.435, 12);
  });

  it('is null if there are no claims', () => {
    expect(calibrationError([])).toBeNull();
  });
});
