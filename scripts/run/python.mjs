// Selects a Python for training/. Plain JavaScript, because it runs before packages are installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The virtual environment of the tests, with PyTorch. */
export const WITH_TORCH = '.cache/training/venv';
const SYSTEM = ['python3.11', 'python3', 'python'];
const PROBE_MS = 120_000;

/**
 * Returns the first Python that runs these statements with status 0, in this order: MIEN_PYTHON alone if it is set,
 * else training/.venv, the tests' environment, the system's. Undefined if there is none.
 */
export function pythonFor(statements) {
  const named = process.env.MIEN_PYTHON;
  const candidates = named ? [named] : [inside('training/.venv'), inside(WITH_TORCH), ...SYSTEM];
  return candidates.find((python) => passes(python, statements));
}

/** Returns a system Python of 3.11 or later that can make virtual environments; undefined if there is none. */
export function systemPython() {
  return SYSTEM.find((python) => passes(python, 'import sys, venv; sys.exit(sys.version_info < (3, 11))'));
}

/** Makes a virtual environment and installs packages; true if it succeeded. `timeout`: of the installation, in ms. */
export function makeEnvironment(folder, packages, timeout) {
  const base = systemPython();
  if (base === undefined || !quietly(base, ['-m', 'venv', folder], PROBE_MS)) return false;
  return quietly(inside(folder), ['-m', 'pip', 'install', '--quiet', '--no-input', ...packages], timeout);
}

/** Returns the path of a program of a virtual environment. */
export function inside(folder, program = 'python') {
  return process.platform === 'win32'
    ? join(folder, 'Scripts', `${program}.exe`)
    : join(folder, 'bin', program);
}

function passes(python, statements) {
  if (python.includes('/') && !existsSync(python)) return false;
  return quietly(python, ['-c', statements], PROBE_MS);
}

function quietly(command, args, timeout) {
  return spawnSync(command, args, { stdio: 'ignore', timeout, killSignal: 'SIGKILL' }).status === 0;
}
