/** Defined by scripts/build/offline/main.ts: files kept at installation, with addresses relative to this worker's. */
declare const __FIRST__: readonly { readonly url: string; readonly revision: string | null }[];
/** Defined by scripts/build/offline/main.ts: addresses of files kept once they were used. */
declare const __LATER__: readonly string[];
