import { ensureBuilt, ensureChromium, ensureInstalled, giveUp, run } from '../setup.mjs';
import { ensureEngines } from './ensure-engines.mjs';

ensureInstalled();
const chromium = await ensureChromium();
ensureEngines();
ensureBuilt();
const env = { ...process.env, MIEN_CHROMIUM: chromium };
if (!run('npx', ['vitest', 'run'], { env })) giveUp('A unit test failed.');
if (!run('node', ['scripts/run/test-training/main.mjs', '--at-hand'])) process.exit(1);
if (!run('npx', ['playwright', 'test', ...process.argv.slice(2)], { env })) giveUp('A browser test failed.');
