import { describe, expect, test } from 'vitest';
import { nextGender, nextWord, nextYears, showReading, type Word } from './hysteresis.ts';
import type { Reading, Words } from './types.ts';

/** Feeds filtered and newest P of the second of two words every 100 ms; returns the words shown. */
function words(steps: readonly (readonly [filtered: number, newest: number])[]): readonly number[] {
  let word: Word | null = null;
  return steps.map(([filtered, newest], i) => {
    word = nextWord(word, [1 - filtered, filtered], [1 - newest, newest], 0.2, i * 100);
    return word.shown;
  });
}

describe('nextWord', () => {
  test('the first word is the most probable one', () => {
    expect(words([[0.7, 0.7]])).toEqual([1]);
  });

  test('a rival leading in the newest readings is shown after 200 ms, once ahead by the margin', () => {
    const rising = [0.1, 0.45, 0.65, 0.8].map((p) => [p, 0.95] as const);
    expect(words([[0.1, 0.1], ...rising.slice(1)])).toEqual([0, 0, 0, 1]);
  });

  test('a rival that is not ahead by the margin is never shown, however long it leads', () => {
    expect(words([[0.1, 0.1], ...new Array(20).fill([0.57, 0.57])])).toEqual(new Array(21).fill(0));
  });

  test('a reading in which no rival leads restarts the wait', () => {
    const steps = [
      [0.1, 0.1],
      [0.4, 0.9],
      [0.4, 0.1],
      [0.65, 0.9],
      [0.7, 0.9],
      [0.7, 0.9],
    ] as const;
    expect(words(steps)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  test('another rival starts its own wait', () => {
    let word = nextWord(null, [1, 0, 0], [1, 0, 0], 0.1, 0);
    word = nextWord(word, [0.2, 0.6, 0.2], [0, 1, 0], 0.1, 100);
    word = nextWord(word, [0.2, 0.3, 0.5], [0, 0, 1], 0.1, 300);
    expect(word).toEqual({ shown: 0, rival: 2, since: 300 });
    expect(nextWord(word, [0.2, 0.3, 0.5], [0, 0, 1], 0.1, 500).shown).toBe(2);
  });
});

test('P(woman) near an edge keeps the word shown before', () => {
  expect([nextGender('woman', 0.63), nextGender('unsure', 0.63), nextGender(null, 0.66)]).toEqual([
    'woman',
    'unsure',
    'woman',
  ]);
  expect([nextGender('man', 0.37), nextGender('unsure', 0.33), nextGender('unsure', 0.29)]).toEqual([
    'man',
    'unsure',
    'man',
  ]);
});

test('whole years stay within 0.8 of the value, and the interval always contains them', () => {
  const shown = (years: number, low: number, high: number): Words => ({
    years,
    low,
    high,
    gender: 'unsure',
    emotion: 'neutral',
    smiling: false,
  });
  expect(nextYears(null, { years: 34.4, low: 27.6, high: 41.2 })).toEqual({ years: 34, low: 28, high: 41 });
  expect(nextYears(shown(34, 28, 41), { years: 34.75, low: 28.7, high: 41.7 }).years).toBe(34);
  expect(nextYears(shown(34, 28, 41), { years: 34.85, low: 28.7, high: 41.7 }).years).toBe(35);
  expect(nextYears(shown(35, 28, 36), { years: 34.3, low: 28, high: 34.4 })).toMatchObject({
    years: 35,
    high: 35,
  });
  expect(nextYears(shown(3, 3, 4), { years: 2.1, low: 2.3, high: 2.2 })).toEqual({
    years: 2,
    low: 2,
    high: 2,
  });
});

test('a single reading is shown in words without hysteresis', () => {
  const reading: Reading = {
    age: { years: 8.6, low: 5.4, high: 12.5 },
    woman: 0.36,
    emotions: {
      neutral: 0.2,
      happiness: 0.1,
      surprise: 0.4,
      sadness: 0.1,
      anger: 0.05,
      disgust: 0.05,
      fear: 0.05,
      contempt: 0.05,
    },
    smile: 0.5,
  };
  expect(showReading(reading)).toEqual({
    years: 9,
    low: 5,
    high: 13,
    gender: 'unsure',
    emotion: 'surprise',
    smiling: true,
  });
});
