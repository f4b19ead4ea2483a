import { describe, expect, test } from 'vitest';
import type { Sample } from '#core/timeline.ts';
import type { PersonSummary } from '#core/timeline-report.ts';
import {
  columnHeads,
  momentWord,
  rowCells,
  rowTime,
  sampleWords,
  spokenMoment,
  summaryWords,
} from './timeline.ts';

const all = { age: true, gender: true, emotion: true, smile: true };
const none = { age: false, gender: true, emotion: false, smile: false };

describe('the sentence about a person', () => {
  const about = (summary: Partial<PersonSummary>) =>
    summaryWords(
      {
        id: 2,
        seenMs: 41_200,
        emotions: [
          { emotion: 'happiness', share: 0.7 },
          { emotion: 'neutral', share: 0.3 },
        ],
        smiles: 3,
        smileShare: 0.4,
        age: { low: 31, high: 38, settled: true },
        ...summary,
      },
      all,
    );

  test('says what the drawing shows', () => {
    expect(about({})).toBe(
      'Person 2, last minute: looked mostly happy, smiled 3 times, 41 s in view; age settled at 31–38.',
    );
  });

  test.each([
    [{ smiles: 0, smileShare: 0 }, 'did not smile'],
    [{ smiles: 1, smileShare: 0.3 }, 'smiled once'],
    [{ smiles: 2, smileShare: 0.3 }, 'smiled twice'],
    [{ smiles: 1, smileShare: 1 }, 'smiled all the time'],
    [{ smiles: 0, smileShare: null }, 'smile not shown'],
    [{ emotions: [] }, 'expression not shown'],
    [{ emotions: [{ emotion: 'neutral', share: 1 }] as const }, 'looked neutral'],
    [
      {
        emotions: [
          { emotion: 'sadness', share: 0.4 },
          { emotion: 'fear', share: 0.35 },
          { emotion: 'anger', share: 0.25 },
        ] as const,
      },
      'looked now sad, now afraid',
    ],
    [{ seenMs: 400 }, 'less than 1 s in view'],
    [{ age: null }, 'age not shown'],
    [{ age: { low: 25, high: 50, settled: false } }, 'age so far 25–50'],
  ])('%j: %s', (summary, words) => {
    expect(about(summary)).toContain(words);
  });

  test('leaves out what the settings hide', () => {
    expect(
      summaryWords({ id: 1, seenMs: 9000, emotions: [], smiles: 0, smileShare: null, age: null }, none),
    ).toBe('Person 1, last minute: 9 s in view.');
  });
});

test('what is said of a moment', () => {
  const emotions = { happiness: 0.92 } as unknown as NonNullable<Sample['emotions']>;
  const read: Sample = {
    id: 1,
    lane: 0,
    emotion: 'happiness',
    emotions,
    smiling: true,
    smile: 0.99,
    age: { years: 34, low: 25, high: 44 },
  };
  expect(sampleWords(read, all)).toBe('happy 92%, smiling, 25–44');
  expect(sampleWords(read, { ...all, smile: false })).toBe('happy 92%, 25–44');
  expect(sampleWords({ ...read, emotion: null, smiling: null, age: null }, all)).toBe('not shown');
  expect(spokenMoment('0:07 of 0:23', [read, { ...read, id: 2, age: null }], all)).toBe(
    '0:07 of 0:23. Person 1: happy 92%, smiling, 25–44. Person 2: happy 92%, smiling.',
  );
  expect(spokenMoment('0:07', [], all)).toBe('0:07. Nobody was read.');
  expect(momentWord(7400, null)).toBe('0:07');
  expect(momentWord(60_000, 72_400)).toBe('1:00 · 12 s ago');
});

test('a row of the table', () => {
  const row = { from: 5000, to: 10_000, id: 1, emotion: 'neutral', smileShare: 0.25, age: null } as const;
  expect(rowTime(row)).toBe('0:05–0:10');
  expect(columnHeads(all)).toEqual(['Looked', 'Smiling', 'Age']);
  expect(rowCells(row, all)).toEqual(['neutral', '25%', 'not shown']);
  expect(rowCells({ ...row, emotion: null, smileShare: null }, { ...none, emotion: true })).toEqual([
    'not shown',
  ]);
  expect(columnHeads(none)).toEqual([]);
});
