// Runs the tests of training/. Plain JavaScript, because it may run before packages are installed.
//
//   node scripts/run/test-training/main.mjs [--required | --at-hand] [options of pytest]
//
// They need a Python with PyTorch. With --at-hand only an installed one is used. Otherwise an environment is made under
// .cache if pip has PyTorch's CPU build without a long download. With --required the status is 1 if there is none.
import { rmSync } from 'node:fs';
import { makeEnvironment, pythonFor, systemPython, WITH_TORCH } from '../python.mjs';
import { giveUp, run } from '../setup.mjs';

const REQUIREMENTS = 'training/requirements.txt';
/** No public registry has a wheel with this name, so pip fails at once if it has no local copy. */
const TORCH = 'torch==2.13.0+cpu';
const NEEDED = ['torch', 'numpy', 'safetensors', 'PIL', 'matplotlib', 'scipy', 'pytest'];
const PROBE = `import sys, ${NEEDED.join(', ')}; sys.exit(sys.version_info < (3, 11))`;
const INSTALL_MS = 300_000;

const flags = new Set(process.argv.slice(2).filter((arg) => arg === '--required' || arg === '--at-hand'));
const forPytest = process.argv.slice(2).filter((arg) => !flags.has(arg));

const python = atHand() ?? (flags.has('--at-hand') ? undefined : installed());
if (python === undefined) {
  const sentence =
    'The tests of training/ were NOT run: there is no Python 3.11 with PyTorch here. Install one ' +
    `(python3.11 -m venv training/.venv && training/.venv/bin/pip install -r ${REQUIREMENTS}), ` +
    'or set MIEN_PYTHON to a Python with these packages.';
  if (flags.has('--required')) giveUp(sentence);
  console.log(sentence);
} else {
  const pytest = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'training/tests', ...forPytest];
  if (!run(python, pytest)) giveUp('A test of training/ failed.');
}

/** Returns an installed Python that can run the tests; undefined if there is none. */
function atHand() {
  const python = pythonFor(PROBE);
  const named = process.env.MIEN_PYTHON;
  if (named && python === undefined) {
    giveUp(`MIEN_PYTHON is ${named}, which is not a Python 3.11 with the packages of ${REQUIREMENTS}.`);
  }
  return python;
}

/** Makes an environment under .cache and returns its Python; undefined if that fails, and then it is removed. */
function installed() {
  if (systemPython() === undefined) return undefined;
  console.log(`Installing PyTorch for the tests of training/ under ${WITH_TORCH}…`);
  const made = makeEnvironment(WITH_TORCH, [TORCH, '-r', REQUIREMENTS], INSTALL_MS);
  const python = made ? pythonFor(PROBE) : undefined;
  if (python !== undefined) return python;
  rmSync(WITH_TORCH, { recursive: true, force: true });
  return undefined;
}
