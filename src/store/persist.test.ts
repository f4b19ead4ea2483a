import { expect, test } from 'vitest';
import { loadSettings, loadVerdict, type SettingsStorage, saveSettings, saveVerdict } from './persist.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

function memory(): SettingsStorage {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

const blocked = (): SettingsStorage => {
  throw new DOMException('denied', 'SecurityError');
};

test('settings are restored at the next visit', () => {
  const storage = memory();
  const settings = { ...DEFAULT_SETTINGS, theme: 'dark', maxFaces: 3 } as const;
  expect(saveSettings(() => storage, settings)).toBe(true);
  expect(loadSettings(() => storage)).toEqual(settings);
});

test('a change is added to the earlier ones, and nothing else is stored', () => {
  const storage = memory();
  saveSettings(() => storage, { theme: 'dark' });
  saveSettings(() => storage, { maxFaces: 3 });
  saveSettings(() => storage, { theme: 'light' });
  expect(loadSettings(() => storage)).toEqual({ theme: 'light', maxFaces: 3 });
});

test('blocked storage is reported and causes no error', () => {
  expect(saveSettings(blocked, DEFAULT_SETTINGS)).toBe(false);
  expect(loadSettings(blocked)).toEqual({});
  expect(loadVerdict(blocked)).toBeNull();
  expect(() => saveVerdict(blocked, { model: 'm', renderer: 'r', backend: 'wasm' })).not.toThrow();
});

test('damaged storage counts as empty', () => {
  const damaged = { getItem: () => '{"maxFaces":', setItem: () => {} };
  expect(loadSettings(() => damaged)).toEqual({});
  expect(loadVerdict(() => damaged)).toBeNull();
});

test('a verdict about the backend is stored, and an invalid one is ignored', () => {
  const storage = memory();
  saveVerdict(() => storage, { model: 'm 1', renderer: 'GPU', backend: 'webgl' });
  expect(loadVerdict(() => storage)).toEqual({ model: 'm 1', renderer: 'GPU', backend: 'webgl' });
  const odd = { getItem: () => '{"model":"m","renderer":"r","backend":"cuda"}', setItem: () => {} };
  expect(loadVerdict(() => odd)).toBeNull();
});
