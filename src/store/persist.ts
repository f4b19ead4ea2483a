import { readStoredSettings } from './settings.ts';
import type { Settings } from './state.ts';

const KEY = 'mien.settings';
const VERDICT_KEY = 'mien.backend';

/** The faster backend on this device, for one version of the network and one GPU. */
export interface BackendVerdict {
  readonly model: string;
  readonly renderer: string;
  readonly backend: 'webgl' | 'wasm';
}

/** The part of Storage that is used; tests provide their own. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Keeps nothing. */
export const NO_STORAGE: SettingsStorage = { getItem: () => null, setItem: () => {} };

/** The stored settings; empty if there are none, or if they cannot be read. */
export function loadSettings(storage: () => SettingsStorage): Partial<Settings> {
  try {
    return readStoredSettings(JSON.parse(storage().getItem(KEY) ?? 'null'));
  } catch {
    return {};
  }
}

/**
 * Adds the user's changes to the stored settings; values that come only from the URL are not stored. Returns false if
 * storage is blocked or full; the settings then last as long as the tab.
 */
export function saveSettings(storage: () => SettingsStorage, changed: Partial<Settings>): boolean {
  try {
    storage().setItem(KEY, JSON.stringify({ ...loadSettings(storage), ...changed }));
    return true;
  } catch {
    return false;
  }
}

/** The verdict of an earlier visit, or null. The caller must ignore a verdict about another model or GPU. */
export function loadVerdict(storage: () => SettingsStorage): BackendVerdict | null {
  try {
    const stored = JSON.parse(storage().getItem(VERDICT_KEY) ?? 'null') as Partial<BackendVerdict> | null;
    const { model, renderer, backend } = stored ?? {};
    if (typeof model !== 'string' || typeof renderer !== 'string') return null;
    return backend === 'webgl' || backend === 'wasm' ? { model, renderer, backend } : null;
  } catch {
    return null;
  }
}

/** Stores a verdict if storage is available. */
export function saveVerdict(storage: () => SettingsStorage, verdict: BackendVerdict): void {
  try {
    storage().setItem(VERDICT_KEY, JSON.stringify(verdict));
  } catch {
    // Without storage the trial is simply repeated at the next visit.
  }
}
