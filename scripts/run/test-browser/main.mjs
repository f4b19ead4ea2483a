// Runs only the browser tests, after `npm run check` has run the unit tests:
//
//   npm run test:browser [-- ARGUMENT_OF_PLAYWRIGHT …]
import { prepareBrowserTests, runBrowserTests } from '../browser-tests.mjs';
import { ensureInstalled } from '../setup.mjs';

ensureInstalled();
runBrowserTests(await prepareBrowserTests(), process.argv.slice(2));
