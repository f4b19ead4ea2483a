import { become, ensureBuilt, ensureInstalled } from './setup.mjs';

ensureInstalled();
ensureBuilt();
become('scripts/serve.ts', process.argv.slice(2));
