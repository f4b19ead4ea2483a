import { describe, expect, test } from 'vitest';
import { CLEAR } from './face.test-support.ts';
import { logitsOf, ONE, reading } from './readings.test-support.ts';
import { faceProbabilityOf, readingOf, type SmoothState, shownOf, smooth, withheldOf } from './smooth.ts';
import type { Evidence } from './types.ts';

describe('what is withheld of a track', () => {
  /** What is withheld after each reading of ten a second; `seen` is the crop's evidence at a time in seconds. */
  const over = (seconds: number, seen: (seconds: number) => Partial<Evidence>, quality = 0.6) => {
    let state: SmoothState | null = null;
    return Array.from({ length: seconds * 10 }, (_, i) => {
      const evidence = { ...CLEAR, ...seen(i / 10) };
      const crop = {
        logits: logitsOf({}),
        evidence,
        quality: quality * Math.min(1, evidence.side / 96),
        look: null,
      };
      state = smooth(state, crop, i * 100, ONE, true);
      return { withheld: withheldOf(state), shown: shownOf(state) };
    });
  };

  test('a person who comes near gets every word within a second, without flicker', () => {
    const steps = over(6, (t) => ({ side: t < 3 ? 8 : 120 }));
    expect(steps[29]).toMatchObject({
      withheld: { age: 'too-far', gender: 'too-far', emotion: 'too-far', smile: 'too-far' },
      shown: { years: null, low: null, high: null, gender: null, emotion: null, smiling: null },
    });
    expect(steps[40]).toMatchObject({
      withheld: {},
      shown: { gender: 'woman', emotion: 'neutral', smiling: false },
    });
    const keys = steps.map(({ withheld }) => Object.keys(withheld).join());
    expect(keys.filter((key, i) => i > 0 && key !== keys[i - 1]).length).toBeLessThanOrEqual(2);
  });

  test('who walks away keeps the age that was read nearby, but not the emotion of the moment', () => {
    const last = over(6, (t) => ({ side: t < 3 ? 120 : 8 })).at(-1)!;
    expect(last.withheld).toEqual({ emotion: 'too-far', smile: 'too-far' });
    expect(last.shown).toMatchObject({ gender: 'woman', emotion: null, smiling: null });
  });

  test('a hand before the mouth withholds emotion and smile while it lasts, and the age is kept', () => {
    const steps = over(6, (t) => ({ mouth: t >= 2 && t < 4 ? 0.1 : 0.95 }));
    expect(steps[39]!.withheld).toEqual({ emotion: 'covered', smile: 'covered' });
    expect(steps[59]!.withheld).toEqual({});
    const keys = steps.map(({ withheld }) => Object.keys(withheld).join());
    expect(keys.filter((key, i) => i > 0 && key !== keys[i - 1]).length).toBeLessThanOrEqual(4);
  });

  test('a turn of the head withholds the emotion while it lasts', () => {
    const steps = over(6, (t) => ({ turned: t >= 2 && t < 4 ? 1 : 0 }));
    expect(steps[39]!.withheld.emotion).toBe('turned-away');
    expect(steps[59]!.withheld).toEqual({});
  });

  test('an age interval of more than 35 years is "not sure" until it narrows', () => {
    let state: SmoothState | null = null;
    for (let at = 0; at < 1000; at += 100)
      state = smooth(state, reading(logitsOf({ deviation: 20 })), at, ONE, true);
    expect(withheldOf(state!)).toEqual({ age: 'not-sure' });
    expect(readingOf(state!).age.high - readingOf(state!).age.low).toBeGreaterThan(35);
    for (let at = 1000; at < 4000; at += 100)
      state = smooth(state, reading(logitsOf({ deviation: 3 })), at, ONE, true);
    expect(withheldOf(state!)).toEqual({});
  });
});

test('the probability of being a face is the mean over the person’s readings, with the weights of their crops', () => {
  let state: SmoothState | null = null;
  const read = (face: number, quality: number, at: number) => {
    state = smooth(state, { ...reading(logitsOf({}), quality), evidence: { ...CLEAR, face } }, at, ONE, true);
    return faceProbabilityOf(state);
  };
  expect(read(0.1, 0.5, 0)).toBeCloseTo(0.1, 12);
  expect(read(0.9, 0.5, 1)).toBeCloseTo(0.5, 3);
  expect(read(0.9, 1, 2)).toBeCloseTo(0.1 + (0.8 * 5) / 6, 3);
});
