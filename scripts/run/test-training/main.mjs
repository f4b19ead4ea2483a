// Runs the tests of training/. Plain JavaScript: it may run before anything is installed.
//
//   node scripts/run/test-training/main.mjs [--required | --at-hand] [options of pytest]
//
// They need a Python with PyTorch. --at-hand: only one that is there already; else one is installed under .cache
// where pip has PyTorch's CPU build without a long download. --required: ends with status 1 where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, run } from '../setup.mjs';

const REQUIREMENTS = 'training/requirements.txt';
const OWN = '.cache/training/venv';
/** A wheel of this name is on no public registry: where pip does not have it at hand it says so at once. */
const TORCH = 'torch==2.13.0+cpu';
const NEEDED = ['torch', 'numpy', 'safetensors', 'PIL', 'scipy', 'pytest'];
const PROBE = `import sys, ${NEEDED.join(', ')}; sys.exit(sys.version_info < (3, 11))`;
const PROBE_MS = 120_000;
const INSTALL_MS = 300_000;
const SYSTEM = ['python3.11', 'python3', 'python'];

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
  test(python);
}

/** A Python that can run the tests as it is: MIEN_PYTHON, else that of the project, else the system's. */
function atHand() {
  const named = process.env.MIEN_PYTHON;
  if (named) {
    return canTest(named)
      ? named
      : giveUp(`MIEN_PYTHON is ${named}, which is no Python 3.11 with what ${REQUIREMENTS} lists.`);
  }
  return [inside('training/.venv'), inside(OWN), ...SYSTEM].find(canTest);
}

function canTest(command) {
  if (command.includes('/') && !existsSync(command)) return false;
  return quietly(command, ['-c', PROBE], PROBE_MS);
}

/** A Python under .cache with everything, where pip has it at hand; undefined where not, and nothing is left behind. */
function installed() {
  const base = SYSTEM.find((command) =>
    quietly(command, ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 11))'], PROBE_MS),
  );
  if (base === undefined) return undefined;
  console.log(`Installing PyTorch for the tests of training/ under ${OWN}…`);
  const python = inside(OWN);
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', TORCH, '-r', REQUIREMENTS];
  if (quietly(base, ['-m', 'venv', OWN], PROBE_MS) && quietly(python, pip, INSTALL_MS) && canTest(python)) {
    return python;
  }
  rmSync(OWN, { recursive: true, force: true });
  return undefined;
}

function inside(venv) {
  return process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
}

/** Runs a command without a sound; true if it ended well within the time. */
function quietly(command, args, timeout) {
  return spawnSync(command, args, { stdio: 'ignore', timeout, killSignal: 'SIGKILL' }).status === 0;
}

/** Form first, where ruff is there, then the tests. */
function test(python) {
  const env = { ...process.env, RUFF_CACHE_DIR: '.cache/ruff' };
  if (quietly(python, ['-m', 'ruff', '--version'], PROBE_MS)) {
    for (const step of [['check'], ['format', '--check']]) {
      if (!run(python, ['-m', 'ruff', ...step, '--quiet', 'training'], { env })) {
        giveUp(`ruff ${step.join(' ')} found something in training/; see above.`);
      }
    }
  }
  const pytest = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'training/tests', ...forPytest];
  if (!run(python, pytest, { env })) giveUp('A test of training/ failed.');
}
