import { loadSettings } from '#store/persist.ts';
import { DEFAULT_SETTINGS, readAddress } from '#store/settings.ts';
import type { Settings } from '#store/state.ts';

/** A function, because reading the property throws where storage is blocked. */
export const storage = (): Storage => window.localStorage;

/** What the page's address says. */
export const address = readAddress(window.location.search);

/** The settings at the start: the address wins over what is stored. */
export const settings: Settings = { ...DEFAULT_SETTINGS, ...loadSettings(storage), ...address.settings };
