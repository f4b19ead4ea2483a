import { describe, expect, it } from 'vitest';
import { distinct, NO_LABELS, type Sample } from './sample.ts';

const sample = (sha1: string, path: string, age: number): Sample => ({
  sha1,
  box: null,
  path,
  labels: { ...NO_LABELS, age },
});

describe('distinct samples', () => {
  it('occur once, in the order of their hashes', () => {
    const { samples, leftOut } = distinct([
      sample('bb', '1', 20),
      sample('aa', '2', 30),
      sample('bb', '3', 20),
    ]);
    expect(samples.map(({ path }) => path)).toEqual(['2', '1']);
    expect(leftOut).toEqual({ 'identical to another': 1, 'identical files, other labels': 0 });
  });

  it('do not contain identical files with different labels', () => {
    const { samples, leftOut } = distinct([
      sample('bb', '1', 20),
      sample('bb', '2', 21),
      sample('cc', '3', 9),
    ]);
    expect(samples.map(({ path }) => path)).toEqual(['3']);
    expect(leftOut).toEqual({ 'identical to another': 0, 'identical files, other labels': 2 });
  });
});
