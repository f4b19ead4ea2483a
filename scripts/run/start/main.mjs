import { become, ensureBuilt, ensureInstalled } from '../setup.mjs';

ensureInstalled();
ensureBuilt();
become('scripts/build/serve/main.ts', process.argv.slice(2));
