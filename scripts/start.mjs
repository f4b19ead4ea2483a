import { ensureBuilt, ensureInstalled, run } from './setup.mjs';

ensureInstalled();
ensureBuilt();
process.exit(run('npx', ['tsx', 'scripts/serve.ts', ...process.argv.slice(2)]) ? 0 : 1);
