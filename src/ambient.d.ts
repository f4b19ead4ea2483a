/** Defined by vite.config.ts: the version in package.json. */
declare const __VERSION__: string;
