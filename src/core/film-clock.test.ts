import { expect, test } from 'vitest';
import { cutFilm, type FilmClock, NEW_FILM_CLOCK, nextFilmTime } from './film-clock.ts';

/** Film times of frames, each given as its time on the source's clock and on the page's. */
function timesOf(frames: readonly (readonly [at: number, now: number])[], from: FilmClock = NEW_FILM_CLOCK) {
  let clock = from;
  const times = frames.map(([at, now]) => {
    const next = nextFilmTime(clock, at, now);
    clock = next.clock;
    return next.ms;
  });
  return { times, clock };
}

test('frames are as far apart as on the source’s clock, whenever they arrive', () => {
  expect(
    timesOf([
      [5000, 0],
      [5040, 90],
      [5080, 95],
    ]).times,
  ).toEqual([0, 40, 80]);
});

test('a screen that does not change for seconds keeps its time', () => {
  expect(
    timesOf([
      [0, 0],
      [4000, 4000],
    ]).times,
  ).toEqual([0, 4000]);
});

test('the time in which the page was in the background is cut out', () => {
  expect(
    timesOf([
      [0, 0],
      [300_000, 300_000],
      [300_040, 300_040],
    ]).times,
  ).toEqual([0, 200, 240]);
});

test('the picture of a paused clip is not filmed again', () => {
  expect(
    timesOf([
      [0, 0],
      [40, 40],
      [40, 900],
      [80, 940],
    ]).times,
  ).toEqual([0, 40, null, 80]);
});

test('a clip that starts again, or is seeked ahead, leaves no gap', () => {
  expect(
    timesOf([
      [9000, 0],
      [0, 50],
    ]).times,
  ).toEqual([0, 50]);
  expect(
    timesOf([
      [0, 0],
      [60_000, 5000],
    ]).times,
  ).toEqual([0, 200]);
});

test('a clip at four times its speed keeps its own time', () => {
  expect(
    timesOf([
      [0, 0],
      [160, 40],
      [320, 80],
    ]).times,
  ).toEqual([0, 160, 320]);
});

test('a pause is cut out, and so is the change to another source', () => {
  const { clock } = timesOf([
    [0, 0],
    [40, 40],
  ]);
  expect(
    timesOf(
      [
        [90_000, 90_000],
        [90_040, 90_040],
      ],
      cutFilm(clock),
    ).times,
  ).toEqual([73, 113]);
});
