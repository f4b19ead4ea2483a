import { expect, test } from 'vitest';
import { COPIES, type PictureState } from '#core/picture-check.ts';
import { fakeTimers } from './fakes.test-support.ts';
import { createPictureWatch } from './picture-watch.ts';

/** One tick is half a second. */
function watched() {
  const timers = fakeTimers();
  const changes: PictureState[] = [];
  let level: number | null = 100;
  const watch = createPictureWatch(
    timers,
    () => (level === null ? null : new Uint8ClampedArray(16).fill(level)),
    (state) => changes.push(state),
  );
  const see = (next: number | null, times = 1) => {
    for (let i = 0; i < times; i++) {
      level = next;
      watch.frame();
      timers.tick(1);
    }
  };
  return { timers, changes, watch, see };
}

test('each state is reported once', () => {
  const { changes, see } = watched();
  see(100);
  see(101);
  see(102);
  see(102, 2 * COPIES);
  see(101);
  expect(changes).toEqual(['alive', 'frozen', 'alive']);
});

test('a picture that did not arrive again is not taken for the same one', () => {
  const { timers, changes, see } = watched();
  see(100);
  timers.tick(10 * COPIES);
  see(100, 3);
  expect(changes).toEqual([]);
});

test('without a copy nothing is said', () => {
  const { changes, see } = watched();
  see(null, 3 * COPIES);
  expect(changes).toEqual([]);
});

test('it begins anew after a pause of the camera, and ends with its source', () => {
  const { changes, watch, see } = watched();
  see(100, COPIES);
  watch.reset();
  see(100, COPIES);
  expect(changes).toEqual([]);
  see(100);
  expect(changes).toEqual(['frozen']);
  watch.close();
  see(101, 3);
  expect(changes).toEqual(['frozen']);
});
