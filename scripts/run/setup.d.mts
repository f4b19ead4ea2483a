/** What programs in TypeScript use of setup.mjs, which runs before anything is installed. */
export function ensureBuilt(): void;
export function ensureChromium(): Promise<string>;
