import { describe, expect, it } from 'vitest';
import type { Face, Withheld } from '#core/types.ts';
import { spokenSummary } from './face.ts';

describe('the spoken summary', () => {
  const show = { age: true, gender: true, emotion: true, smile: true };
  const said = { years: 34, low: 31, high: 38, gender: 'man', emotion: 'happiness', smiling: true };
  const person = (id: number, shown: object | null, withheld: Withheld = {}) =>
    ({ id, settled: shown !== null, shown, withheld }) as unknown as Face;
  const none = { years: null, low: null, high: null, gender: null, emotion: null, smiling: null };

  it('is one sentence for each person', () => {
    expect(spokenSummary([person(1, said), person(2, null)], show, 2)).toBe(
      '2 people. Person 1: about 34, man, happy, smiling. Person 2: still looking.',
    );
  });

  it('is short for a crowd, and names an empty picture', () => {
    const crowd = [1, 2, 3, 4, 5, 6].map((id) => person(id, said));
    expect(spokenSummary(crowd, show, 6)).toMatch(/^6 people\..* And 2 more\.$/);
    expect(spokenSummary(crowd, show, 20)).toMatch(/^6 of at least 20 people\. Person 1:/);
    expect(spokenSummary([], show, 0)).toBe('Nobody in the picture.');
  });

  it('names what is withheld and why, once if it is everything', () => {
    const far = 'too-far' as const;
    const all = { age: far, gender: far, emotion: far, smile: far };
    expect(spokenSummary([person(1, none, all)], show, 1)).toBe('1 person. Person 1: too far away.');
    const some = { ...said, years: null, low: null, high: null, emotion: null };
    const why = { age: 'not-sure', emotion: 'turned-away' } as const;
    expect(spokenSummary([person(1, some, why)], show, 1)).toBe(
      '1 person. Person 1: age not sure, man, emotion: turned away, smiling.',
    );
    expect(spokenSummary([person(1, some, why)], { ...show, gender: false, smile: false }, 1)).toBe(
      '1 person. Person 1: not sure.',
    );
  });

  it('names the part that is covered', () => {
    const masked = { ...said, emotion: null, smiling: null };
    const why = { emotion: 'covered', smile: 'covered' } as const;
    expect(spokenSummary([person(1, masked, why)], show, 1)).toBe(
      '1 person. Person 1: about 34, man, emotion: mouth covered, smile: mouth covered.',
    );
    const onlyMouth = { ...show, age: false, gender: false };
    expect(spokenSummary([person(1, masked, why)], onlyMouth, 1)).toBe('1 person. Person 1: mouth covered.');
    const all = { age: 'covered', gender: 'covered', ...why } as const;
    expect(spokenSummary([person(1, none, all)], show, 1)).toBe('1 person. Person 1: face covered.');
    expect(spokenSummary([person(1, none, { ...all, age: 'not-sure' })], show, 1)).toBe(
      '1 person. Person 1: face covered.',
    );
    expect(spokenSummary([person(1, none, { ...all, age: 'too-far' })], show, 1)).toBe(
      '1 person. Person 1: too far away.',
    );
  });

  it('contains only what the settings show', () => {
    const none = { age: false, gender: false, emotion: false, smile: false };
    expect(spokenSummary([person(1, said)], { ...none, age: true }, 1)).toBe('1 person. Person 1: about 34.');
  });
});
