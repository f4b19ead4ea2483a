import { expect, test } from 'vitest';
import type { Result } from '#core/types.ts';
import { firstState } from './reduce.ts';
import { selectUnshown } from './selectors.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

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
