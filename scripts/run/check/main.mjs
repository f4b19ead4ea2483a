import { ensureInstalled, run } from '../setup.mjs';

ensureInstalled();
/** Format, lint and boundaries; types; unused code; unit tests. The first that fails ends it. */
const STEPS = [
  ['biome', 'ci', '--error-on-warnings', '.'],
  ['tsc', '-b'],
  ['knip'],
  ['vitest', 'run', '--reporter=dot'],
];
const start = performance.now();
for (const step of STEPS) {
  console.log(`> ${step.join(' ')}`);
  if (!run('npx', step)) process.exit(1);
}
console.log(`check: all right, ${((performance.now() - start) / 1000).toFixed(1)} s`);
