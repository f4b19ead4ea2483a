import { ensureInstalled, run } from '../setup.mjs';

ensureInstalled();
/** Runs in this order and stops at the first failure. */
const STEPS = [
  ['biome', 'ci', '--error-on-warnings', '.'],
  ['tsc', '-b'],
  ['knip'],
  ['node', 'scripts/run/check-training/main.mjs'],
  ['vitest', 'run', '--reporter=dot'],
];
const start = performance.now();
for (const step of STEPS) {
  console.log(`> ${step.join(' ')}`);
  const [program, ...args] = step[0] === 'node' ? step : ['npx', ...step];
  if (!run(program, args)) process.exit(1);
}
console.log(`check: all right, ${((performance.now() - start) / 1000).toFixed(1)} s`);
