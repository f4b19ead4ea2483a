import { expect, test } from 'vitest';
import { face, resultOf } from './fakes.test-support.ts';
import { createRecorder, MOST_ROWS } from './recorder.ts';

const reading = {
  age: { years: 30, low: 25, high: 36 },
  woman: 0.9,
  smile: 0.8,
  emotions: {
    neutral: 0.1,
    happiness: 0.9,
    surprise: 0,
    sadness: 0,
    anger: 0,
    disgust: 0,
    fear: 0,
    contempt: 0,
  },
};
const shown = { years: 30, low: 25, high: 36, gender: 'woman', emotion: 'happiness', smiling: true } as const;
const person = (id: number, settled = true) => ({ ...face(id), reading, shown, settled });

const clock = () => ({ epochMs: Date.UTC(2026, 10, 30, 9, 14, 2, 120), offsetMinutes: 330 });

test('one row per face and second', () => {
  const recorder = createRecorder(clock);
  for (let at = 0; at < 3000; at += 33) recorder.add(resultOf(at, person(1), person(2)), 'cam');
  expect(recorder.rows).toHaveLength(6);
});

test('a face that settles late in a second still gets its row', () => {
  const recorder = createRecorder(clock);
  recorder.add(resultOf(0, person(1), person(2, false)), 'cam');
  recorder.add(resultOf(600, person(1), person(2)), 'cam');
  expect(recorder.rows).toHaveLength(2);
});

test('rows have both the seconds and the time of day', () => {
  const recorder = createRecorder(clock);
  recorder.add(resultOf(1500, person(1)), 'cam');
  expect(recorder.rows).toMatchObject([{ time_s: 1.5, time: '2026-11-30T14:44:02.120+05:30' }]);
});

test('is full with the last row that fits, and accepts no more', () => {
  const recorder = createRecorder(clock);
  const crowd = Array.from({ length: 35 }, (_, index) => person(index + 1));
  let second = 0;
  while (!recorder.full) recorder.add(resultOf(1000 * second++, ...crowd), 'cam');
  expect(recorder.rows).toHaveLength(MOST_ROWS);
  recorder.add(resultOf(1000 * second, ...crowd), 'cam');
  expect(recorder.rows).toHaveLength(MOST_ROWS);
});
