import { describe, expect, it } from 'vitest';
import { bucketOf, distinct, NO_LABELS, type Sample } from './sample.ts';

const sample = (sha1: string, path: string, age: number): Sample => ({
  sha1,
  path,
  labels: { ...NO_LABELS, age },
});

describe('the bucket of a picture', () => {
  it('is the remainder of the first eight hexadecimal digits', () => {
    // sha1 of "abc": 0xa9993e36 = 2845392438.
    expect(bucketOf('a9993e364706816aba3e25717850c26c9cd0d89d')).toBe(38);
    expect(bucketOf('00000064ffffffffffffffffffffffffffffffff')).toBe(0);
  });
});

describe('distinct samples', () => {
  it('stand once, in the order of their hashes', () => {
    const { samples, leftOut } = distinct([
      sample('bb', '1', 20),
      sample('aa', '2', 30),
      sample('bb', '3', 20),
    ]);
    expect(samples.map(({ path }) => path)).toEqual(['2', '1']);
    expect(leftOut).toEqual({ 'identical to another': 1, 'identical files, other labels': 0 });
  });

  it('leave out identical files that are labelled differently', () => {
    const { samples, leftOut } = distinct([
      sample('bb', '1', 20),
      sample('bb', '2', 21),
      sample('cc', '3', 9),
    ]);
    expect(samples.map(({ path }) => path)).toEqual(['3']);
    expect(leftOut).toEqual({ 'identical to another': 0, 'identical files, other labels': 2 });
  });

  it('take the first of identical files whose votes differ but not their label', () => {
    const voted = (path: string, votes: readonly number[]): Sample => ({
      sha1: 'aa',
      path,
      labels: { ...NO_LABELS, emotion: 'fear', votes },
    });
    expect(distinct([voted('1', [1, 0]), voted('2', [0.9, 0.1])]).samples.map(({ path }) => path)).toEqual([
      '1',
    ]);
  });
});
