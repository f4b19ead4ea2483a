/** Defined by scripts/offline/build.ts: files to cache at installation, with URLs relative to this worker. */
declare const __FIRST__: readonly { readonly url: string; readonly revision: string | null }[];
/** Defined by scripts/offline/build.ts: URLs of files to cache when they are first used. */
declare const __LATER__: readonly string[];
