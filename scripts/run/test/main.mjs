// Runs all tests: unit tests, those of training/ if a Python for them is installed, and browser tests.
//
//   npm test [-- ARGUMENT_OF_PLAYWRIGHT …]
import { prepareBrowserTests, runBrowserTests } from '../browser-tests.mjs';
import { ensureInstalled, giveUp, run } from '../setup.mjs';

ensureInstalled();
// First, so that a missing browser is reported before minutes of tests have run.
const env = await prepareBrowserTests();
if (!run('npx', ['vitest', 'run'], { env })) giveUp('A unit test failed.');
if (!run('node', ['scripts/run/test-training/main.mjs', '--at-hand'])) process.exit(1);
runBrowserTests(env, process.argv.slice(2));
