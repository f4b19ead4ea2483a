import { expect, test } from 'vitest';
import { fakeTimers } from './fakes.test-support.ts';
import { createPicturePresence } from './picture-presence.ts';

/** One tick is half a second. */
function watched() {
  const timers = fakeTimers();
  const changes: boolean[] = [];
  const presence = createPicturePresence(timers, (present) => changes.push(present));
  return { ...timers, presence, changes };
}

test('missing pictures are reported once after three seconds, and so is their return', () => {
  const { presence, changes, tick } = watched();
  for (let i = 0; i < 10; i++) {
    presence.frame();
    tick(5);
  }
  expect(changes).toEqual([]);
  tick(20);
  expect(changes).toEqual([false]);
  expect(presence.frame()).toBe(true);
  presence.frame();
  expect(changes).toEqual([false, true]);
  tick(6);
  expect(changes).toEqual([false, true, false]);
});

test('a camera that never delivers a second picture is reported too', () => {
  const { changes, tick } = watched();
  tick(6);
  expect(changes).toEqual([false]);
});

test('a muted camera is reported after a second, even if it delivers black pictures', () => {
  const { presence, changes, tick } = watched();
  presence.frame();
  presence.muted(true);
  tick(1);
  expect(presence.frame()).toBe(false);
  tick(1);
  expect(changes).toEqual([false]);
  presence.muted(false);
  expect(presence.frame()).toBe(true);
  expect(changes).toEqual([false, true]);
});

test('a camera that is muted for half a second is not reported', () => {
  const { presence, changes, tick } = watched();
  presence.muted(true);
  tick(1);
  presence.muted(false);
  presence.frame();
  tick(5);
  expect(changes).toEqual([]);
});

test('nothing is reported after the source was closed', () => {
  const { presence, changes, tick } = watched();
  presence.close();
  tick(20);
  expect(changes).toEqual([]);
});
