import { describe, expect, it } from 'vitest';
import { CLEAR } from '#core/face.test-support.ts';
import type { Evidence } from '#core/types.ts';
import { type Judgement, judgementsOf, limitTables } from './limit-figures.ts';
import type { Kept } from './read-pictures.ts';
import { type Labels, NO_LABELS, type Sample } from './sample.ts';

const READING = {
  years: 30,
  low: 25,
  high: 35,
  woman: 0.9,
  emotions: [0.9, 0.1, 0, 0, 0, 0, 0, 0],
  smile: 0.2,
};

function judged(labels: Partial<Labels>, kept: Partial<Kept> = {}): readonly Judgement[] {
  const sample: Sample = { path: 'a.jpg', sha1: 'a', box: null, labels: { ...NO_LABELS, ...labels } };
  const one: Kept = {
    sha1: 'a',
    faces: 1,
    reading: READING,
    evidence: CLEAR,
    faceShare: 0.5,
    failure: null,
    ...kept,
  };
  return judgementsOf([sample], new Map([['a', one]]));
}

const seen = (evidence: Partial<Evidence>) => ({ evidence: { ...CLEAR, ...evidence } });

describe('judgementsOf', () => {
  it('measures what the page would say, and only what has a label', () => {
    expect(judged({ age: 36, gender: 'man' })).toMatchObject([
      { errors: { age: 6, gender: 1 }, inside: false, withheld: {} },
    ]);
    expect(judged({ emotion: 'neutral', smile: true })).toMatchObject([
      { errors: { emotion: 0, smile: 1 }, inside: null },
    ]);
  });

  it('counts "not sure" as no claim about gender', () => {
    const unsure = { reading: { ...READING, woman: 0.5 } };
    expect(judged({ gender: 'man', age: 30 }, unsure)[0]?.errors).toEqual({ age: 0 });
  });

  it('withholds what the page withholds', () => {
    expect(judged({ age: 30 }, seen({ side: 5 }))[0]?.withheld.age).toBe('too-far');
  });

  it('leaves out faces that were not found', () => {
    expect(judged({ age: 30 }, { reading: null, evidence: null })).toEqual([]);
  });
});

describe('limitTables', () => {
  it('have the share shown, and the error of what is shown and of what is withheld', () => {
    const near = judged({ age: 32 });
    const far = judged({ age: 50 }, seen({ side: 5 }));
    const tables = limitTables({
      unchanged: near,
      steps: [{ kind: 'small', amount: 10, judgements: [...near, ...far] }],
    });
    const [heading = [], unchanged = [], small = []] = tables[0]?.rows ?? [];
    expect(heading.slice(0, 6)).toEqual(['pictures', 'faces', 'side', 'age shown', 'error', 'withheld']);
    expect(unchanged.slice(0, 6)).toEqual(['unchanged', '1', '200', '100 %', '2.0', '']);
    expect(small.slice(0, 6)).toEqual(['small 10', '2', '103', '50 %', '2.0', '20.0']);
    for (const { rows } of tables) for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
  });
});
