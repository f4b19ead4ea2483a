import { describe, expect, test } from 'vitest';
import { AXIS_HEIGHT, layoutLanes, ticksOf, timeToX } from './layout.ts';

const all = { age: true, gender: true, emotion: true, smile: true };

describe('the lanes', () => {
  test('fill the drawing above the times, and nothing overlaps, for any number of people', () => {
    for (let count = 0; count <= 32; count++) {
      const size = { width: 800, height: 140 };
      const strips = layoutLanes(size, count, all).flatMap((lane) =>
        [lane.emotion, lane.smile, lane.age].filter((strip) => strip !== null),
      );
      strips.forEach(({ y, height }, index) => {
        expect(height).toBeGreaterThanOrEqual(1);
        expect(y + height).toBeLessThanOrEqual(strips[index + 1]?.y ?? size.height - AXIS_HEIGHT);
      });
      expect(layoutLanes(size, count, all)).toHaveLength(Math.max(1, count));
    }
  });

  test('lose the age, then the smile, where there is no room', () => {
    const of = (count: number) => {
      const [lane] = layoutLanes({ width: 800, height: 140 }, count, all);
      return [lane?.emotion, lane?.smile, lane?.age].map((strip) => strip !== null);
    };
    expect(of(4)).toEqual([true, true, true]);
    expect(of(10)).toEqual([true, true, false]);
    expect(of(32)).toEqual([true, false, false]);
  });

  test('have what the settings show', () => {
    const [lane] = layoutLanes({ width: 800, height: 140 }, 1, { ...all, emotion: false, age: false });
    expect(lane).toEqual({ emotion: null, smile: { y: 0, height: 124 }, age: null });
  });
});

test('a time is at a whole pixel of the screen', () => {
  const window = { from: 10_000, to: 80_000 };
  expect(timeToX(10_000, window, 700, 1)).toBe(0);
  expect(timeToX(80_000, window, 700, 1)).toBe(700);
  expect(timeToX(45_033, window, 700, 1)).toBe(350);
  expect(timeToX(45_033, window, 700, 2)).toBe(350.5);
});

test('as many times are labelled as have room', () => {
  expect(ticksOf({ from: 0, to: 23_000 }, 1000)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
  expect(ticksOf({ from: 10_000, to: 80_000 }, 360)).toEqual([20, 40, 60, 80]);
  expect(ticksOf({ from: 0, to: 70_000 }, 0)).toEqual([0, 60]);
});
