import type { WebKitPrograms } from './webkit-browser.ts';

/** Paths of the other engines' programs as far as they are installed; null for an engine that is not. */
export function findEngines(): { readonly firefox: string | null; readonly webkit: WebKitPrograms | null };
