import { describe, expect, test } from 'vitest';
import type { Result } from '#core/types.ts';
import { firstState } from './reduce.ts';
import { coverOf, selectUnshown } from './selectors.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { AppState, Settings } from './state.ts';

/** A state whose result has `shown` of `seen` faces. */
function stateOf(shown: number, seen: number) {
  const result = { faces: Array.from({ length: shown }), seen } as unknown as Result;
  return { ...firstState(DEFAULT_SETTINGS, false), result };
}

test('only faces beyond the limit are not shown', () => {
  expect(selectUnshown(firstState(DEFAULT_SETTINGS, false))).toBe(0);
  expect(selectUnshown(stateOf(3, 3))).toBe(0);
  expect(selectUnshown(stateOf(8, 20))).toBe(12);
});

describe('coverOf', () => {
  const region = (id: number | null, width: number) => ({
    region: { x: 0, y: 0, width, height: 10 },
    size: 10,
    id,
    foundAt: 0,
  });
  const cover = {
    at: 0,
    searchedSince: 0,
    followed: [1, 2],
    regions: [region(1, 30), region(2, 20), region(null, 10)],
  };
  const result = { cover } as unknown as Result;
  const stateWith = (settings: Partial<Settings>, uncovered: readonly number[] = []) => ({
    ...firstState({ ...DEFAULT_SETTINGS, ...settings }, false),
    uncovered,
  });
  const widths = (state: AppState) => coverOf(state, result)?.regions.map(({ width }) => width);

  test('nothing is covered unless that is wanted', () => {
    expect(coverOf(stateWith({}), result)).toBeNull();
    expect(coverOf(stateWith({ cover: 'blurred' }), result)?.style).toBe('blurred');
  });

  test('everything but picked people is covered, the largest last', () => {
    expect(widths(stateWith({ cover: 'solid' }))).toEqual([10, 20, 30]);
    expect(widths(stateWith({ cover: 'solid', coverBut: 'picked' }, [1]))).toEqual([10, 20]);
    expect(widths(stateWith({ cover: 'solid', coverBut: 'picked' }, [1, 2, 3]))).toEqual([10]);
  });

  test('a picture without its regions cannot be covered', () => {
    expect(() => coverOf(stateWith({ cover: 'solid' }), {} as Result)).toThrow('not searched');
  });
});
