import type { WebKitPrograms } from './webkit-browser.ts';

/** Returns the paths of the other engines' programs; null for an engine that is not installed. */
export function findEngines(): { readonly firefox: string | null; readonly webkit: WebKitPrograms | null };
