import { expect, test } from 'vitest';
import { type DeviceFacts, isSparing } from './device.ts';

const phone: DeviceFacts = { memory: null, coarse: true, touchPoints: 5, screenSide: 390 };

test.each<readonly [string, DeviceFacts, boolean]>([
  ['an iPhone, which does not report its memory', phone, true],
  ['an Android phone with 2 GB', { ...phone, memory: 2 }, true],
  ['an Android phone with 8 GB', { ...phone, memory: 8 }, false],
  ['a Chromebook with 1 GB', { memory: 1, coarse: false, touchPoints: 0, screenSide: 768 }, true],
  ['an iPad', { ...phone, screenSide: 820 }, false],
  ['a laptop with a touch screen, in Firefox', { ...phone, coarse: false, screenSide: 900 }, false],
  ['a narrow desktop window in Firefox', { ...phone, coarse: false, touchPoints: 0 }, false],
  ['a pointer of a television, without touch', { ...phone, touchPoints: 0 }, false],
])('%s: %o is sparing: %s', (_name, facts, sparing) => {
  expect(isSparing(facts)).toBe(sparing);
});
