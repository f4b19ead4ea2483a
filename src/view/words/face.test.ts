import { describe, expect, it } from 'vitest';
import type { Face } from '#core/types.ts';
import { spokenSummary } from './face.ts';

describe('the spoken summary', () => {
  const show = { age: true, gender: true, emotion: true, smile: true };
  const said = { years: 34, low: 31, high: 38, gender: 'man', emotion: 'happiness', smiling: true };
  const person = (id: number, shown: object | null) =>
    ({ id, settled: shown !== null, shown }) as unknown as Face;

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

  it('contains only what the settings show', () => {
    const none = { age: false, gender: false, emotion: false, smile: false };
    expect(spokenSummary([person(1, said)], { ...none, age: true }, 1)).toBe('1 person. Person 1: about 34.');
  });
});
