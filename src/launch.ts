import { loadSettings, NO_STORAGE, type SettingsStorage } from '#store/persist.ts';
import { DEFAULT_SETTINGS, readAddress } from '#store/settings.ts';
import type { Settings } from '#store/state.ts';

/** What the page's address says. */
export const address = readAddress(window.location.search);

/**
 * A booth neither reads nor stores settings: its link says everything. A function, because reading the property throws
 * where storage is blocked.
 */
export const storage = (): SettingsStorage => (address.launch.booth ? NO_STORAGE : window.localStorage);

/** The settings at the start: the address wins over what is stored. A booth runs on WASM, whose memory does not grow. */
export const settings: Settings = {
  ...DEFAULT_SETTINGS,
  ...(address.launch.booth ? { backend: 'wasm' } : loadSettings(storage)),
  ...address.settings,
};
