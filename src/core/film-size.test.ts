import { expect, test } from 'vitest';
import { filmSize } from './film-size.ts';

test('a film has the size of its picture, in even numbers', () => {
  expect(filmSize({ width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
  expect(filmSize({ width: 481, height: 853 })).toEqual({ width: 482, height: 854 });
  expect(filmSize({ width: 1, height: 1 })).toEqual({ width: 2, height: 2 });
});

test('a large picture is scaled down and keeps its shape', () => {
  expect(filmSize({ width: 3840, height: 2160 })).toEqual({ width: 1920, height: 1080 });
  expect(filmSize({ width: 2160, height: 3840 })).toEqual({ width: 1080, height: 1920 });
});
