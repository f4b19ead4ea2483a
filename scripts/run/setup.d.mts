/** Types of the functions of setup.mjs that programs in TypeScript use. */
export function ensureBuilt(): void;
export function ensureChromium(): Promise<string>;
