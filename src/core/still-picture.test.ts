import { expect, test } from 'vitest';
import { msUntilNextReading, newPicture, recordReading, STILL_MS } from './still-picture.ts';

const looking = [{ settled: false }];
const known = [{ settled: true }];

/** Reads the picture whenever it is due and returns the times; `faces` is the result of a reading at a time. */
function readings(faces: (time: number) => readonly { settled: boolean }[]): readonly number[] {
  let picture = recordReading(newPicture(0), faces(0), 0);
  const times = [0];
  for (let now = 0; times.length < 1000; ) {
    const wait = msUntilNextReading(picture, now);
    if (wait === null) break;
    now += Math.max(1, wait);
    times.push(now);
    picture = recordReading(picture, faces(now), now);
  }
  return times;
}

test('an unchanging picture is read again from 250 ms on until all faces are settled', () => {
  const times = readings((time) => (time < 700 ? looking : known));
  expect(times[1]).toBe(STILL_MS);
  expect(times[times.length - 1]).toBeGreaterThanOrEqual(700);
  expect(times.length).toBeLessThan(10);
});

test('three readings suffice without a face, and with a settled face', () => {
  expect(readings(() => [])).toHaveLength(3);
  expect(readings(() => known)).toHaveLength(3);
});

test('a face that never settles does not keep the engine busy forever', () => {
  expect(readings(() => looking)).toHaveLength(200);
});

test('a source is read before its first frame, which may have come before there was a listener', () => {
  expect(msUntilNextReading(newPicture(1000), 1000)).toBe(STILL_MS);
  expect(msUntilNextReading(newPicture(1000), 5000)).toBe(0);
});

test('a new frame starts again', () => {
  const settled = recordReading(
    recordReading(recordReading(newPicture(0), known, 0), known, 300),
    known,
    420,
  );
  expect(msUntilNextReading(settled, 500)).toBeNull();
  expect(msUntilNextReading(newPicture(500), 500)).toBe(STILL_MS);
});

test('a settled picture that is not shown yet is read on, and more often', () => {
  const settled = [0, 300, 420].reduce((picture, now) => recordReading(picture, known, now), newPicture(0));
  expect(msUntilNextReading(settled, 430, true)).toBe(20);
  expect(msUntilNextReading(newPicture(500), 510, true)).toBe(STILL_MS - 10);
});
