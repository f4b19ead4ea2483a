/** Defined by vite.config.ts: the version in package.json. */
declare const __VERSION__: string;

/** Defined by vite.config.ts: the first 12 hexadecimal digits of the SHA-256 of each file in public/, by path. */
declare const __SEALS__: Readonly<Record<string, string>>;
