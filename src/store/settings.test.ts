import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, readAddress, readStoredSettings } from './settings.ts';

describe('readAddress', () => {
  test.each([
    ['', {}, { booth: false, source: null, stepped: false }],
    ['?source=sample', {}, { booth: false, source: 'sample', stepped: false }],
    ['?camera=abc', { cameraId: 'abc' }, { booth: false, source: null, stepped: false }],
    [
      '?backend=webgl&detector=short',
      { backend: 'webgl', detector: 'short' },
      { booth: false, source: null, stepped: false },
    ],
    ['?detector=mediapipe', { detector: 'mediapipe' }, { booth: false, source: null, stepped: false }],
    [
      '?show=age,smile',
      { show: { age: true, gender: false, emotion: false, smile: true } },
      { booth: false, source: null, stepped: false },
    ],
    [
      '?show=',
      { show: { age: false, gender: false, emotion: false, smile: false } },
      { booth: false, source: null, stepped: false },
    ],
    [
      '?smooth=off&mirror=off&max=32',
      { smooth: false, mirror: 'off', maxFaces: 32 },
      { booth: false, source: null, stepped: false },
    ],
    ['?timeline=on', { timeline: 'on' }, { booth: false, source: null, stepped: false }],
    [
      '?cover=blurred&cover-but=picked',
      { cover: 'blurred', coverBut: 'picked' },
      { booth: false, source: null, stepped: false },
    ],
    ['?cover=off', { cover: 'off' }, { booth: false, source: null, stepped: false }],
    ['?seed-clock=1&source=camera', {}, { booth: false, source: 'camera', stepped: true }],
    ['?booth=show&source=sample', {}, { booth: true, source: 'sample', stepped: false }],
  ] as const)('%s', (search, settings, launch) => {
    expect(readAddress(search)).toEqual({ settings, launch, ignored: [] });
  });

  test.each([
    ['?source=tv', ['source']],
    ['?cover=on', ['cover']],
    ['?cover-but=1', ['cover-but']],
    ['?max=0', ['max']],
    ['?max=33', ['max']],
    ['?max=1e1', ['max']],
    ['?max=-3&smooth=maybe', ['max', 'smooth']],
    ['?show=age,beauty', ['show']],
    ['?timeline=yes', ['timeline']],
    ['?camera=', ['camera']],
    ['?utm_source=x', ['utm_source']],
    ['?constructor=1&__proto__=2', ['constructor', '__proto__']],
    ['?seed-clock=yes', ['seed-clock']],
  ])('%s is ignored and listed', (search, ignored) => {
    expect(readAddress(search)).toEqual({
      settings: {},
      launch: { booth: false, source: null, stepped: false },
      ignored,
    });
  });
});

describe('readStoredSettings', () => {
  test.each([[DEFAULT_SETTINGS], [{ detector: 'short' }], [{ detector: 'mediapipe' }]])(
    'returns what was stored: %o',
    (stored) => {
      expect(readStoredSettings(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
    },
  );

  test.each([
    [null],
    [42],
    ['x'],
    [[]],
    [{ timeline: true, maxFaces: 'many', backend: 'cuda', show: { age: 1 }, evil: true }],
  ])('%j contains no valid setting', (stored) => {
    expect(readStoredSettings(stored)).toEqual({});
  });

  test('keeps valid values if another one is invalid', () => {
    expect(readStoredSettings({ maxFaces: 99, theme: 'dark', smooth: false })).toEqual({
      theme: 'dark',
      smooth: false,
    });
  });
});
