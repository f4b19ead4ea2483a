import { readStoredSettings } from './settings.ts';
import type { Settings } from './state.ts';

const KEY = 'mien.settings';
const VERDICT_KEY = 'mien.backend';

/** Which backend was faster on this device, for one version of the network and one GPU. */
export interface BackendVerdict {
  readonly model: string;
  readonly renderer: string;
  readonly backend: 'webgl' | 'wasm';
}

/** The part of Storage that is used; tests give their own. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Stored settings; empty where nothing is stored, it cannot be read, or it means nothing. */
export function loadSettings(storage: () => SettingsStorage): Partial<Settings> {
  try {
    return readStoredSettings(JSON.parse(storage().getItem(KEY) ?? 'null'));
  } catch {
    return {};
  }
}

/**
 * Stores what the user has changed beside what is stored already; what only the address asked for is not.
 * False where storage is blocked or full; settings then last as long as the tab.
 */
export function saveSettings(storage: () => SettingsStorage, changed: Partial<Settings>): boolean {
  try {
    storage().setItem(KEY, JSON.stringify({ ...loadSettings(storage), ...changed }));
    return true;
  } catch {
    return false;
  }
}

/** The verdict of an earlier visit, or null; one about another model or GPU is worth nothing. */
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

export function saveVerdict(storage: () => SettingsStorage, verdict: BackendVerdict): void {
  try {
    storage().setItem(VERDICT_KEY, JSON.stringify(verdict));
  } catch {
    // Without storage the trial is run again at the next visit.
  }
}
