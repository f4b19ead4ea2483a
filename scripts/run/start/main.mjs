import { ensureBuilt, ensureInstalled, replaceWith } from '../setup.mjs';

ensureInstalled();
ensureBuilt();
replaceWith('scripts/build/serve/main.ts', process.argv.slice(2));
