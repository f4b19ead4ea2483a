// Runs the tests of training/. Plain JavaScript: it may run before anything is installed.
//
//   node scripts/run/test-training/main.mjs [--required | --at-hand] [options of pytest]
//
// They need a Python with PyTorch. --at-hand: only one that is there already; else one is installed under .cache
// where pip has PyTorch's CPU build without a long download. --required: ends with status 1 where there is none.
import { rmSync } from 'node:fs';
import { makeEnvironment, pythonFor, systemPython, WITH_TORCH } from '../python.mjs';
import { giveUp, run } from '../setup.mjs';

const REQUIREMENTS = 'training/requirements.txt';
/** A wheel of this name is on no public registry: where pip does not have it at hand it says so at once. */
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
    'or set MIEN_PYTHON to a Python that has what is listed there.';
  if (flags.has('--required')) giveUp(sentence);
  console.log(sentence);
} else {
  const pytest = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'training/tests', ...forPytest];
  if (!run(python, pytest)) giveUp('A test of training/ failed.');
}

/** A Python that can run the tests as it is. */
function atHand() {
  const python = pythonFor(PROBE);
  const named = process.env.MIEN_PYTHON;
  if (named && python === undefined) {
    giveUp(`MIEN_PYTHON is ${named}, which is no Python 3.11 with what ${REQUIREMENTS} lists.`);
  }
  return python;
}

/** A Python under .cache with everything, where pip has it at hand; undefined where not, and nothing is left behind. */
function installed() {
  if (systemPython() === undefined) return undefined;
  console.log(`Installing PyTorch for the tests of training/ under ${WITH_TORCH}…`);
  const made = makeEnvironment(WITH_TORCH, [TORCH, '-r', REQUIREMENTS], INSTALL_MS);
  const python = made ? pythonFor(PROBE) : undefined;
  if (python !== undefined) return python;
  rmSync(WITH_TORCH, { recursive: true, force: true });
  return undefined;
}
