// Checks the Python code of training/: format and lint (ruff), imports between packages (import-linter), types
// (pyright). It installs ruff and import-linter under .cache, without PyTorch.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { inside, makeEnvironment, pythonFor } from '../python.mjs';
import { giveUp, run } from '../setup.mjs';

const REQUIREMENTS = 'training/requirements-check.txt';
const OWN = '.cache/training/check';
const INSTALLED = `${OWN}/requirements.txt`;
const INSTALL_MS = 120_000;
const PACKAGES = ['torch', 'numpy', 'safetensors', 'PIL', 'matplotlib', 'scipy'];
const HAS_PACKAGES = `import sys; from importlib.util import find_spec; sys.exit(None in map(find_spec, ${JSON.stringify(PACKAGES)}))`;

ensureTools();
const env = { ...process.env, RUFF_CACHE_DIR: '.cache/ruff' };
const STEPS = [
  [inside(OWN, 'ruff'), 'check', '--quiet', 'training'],
  [inside(OWN, 'ruff'), 'format', '--check', '--quiet', 'training'],
  [
    inside(OWN, 'lint-imports'),
    'training/pyproject.toml',
    '--no-logo',
    '--cache-dir',
    '.cache/import-linter',
  ],
];
for (const [program, ...args] of STEPS) {
  console.log(`> ${[program, ...args].join(' ')}`);
  if (!run(program, args, { env })) process.exit(1);
}
checkTypes(pythonFor(HAS_PACKAGES));

/** Runs pyright. Without a Python that has the packages of training/, errors about importing them are ignored. */
function checkTypes(withPackages) {
  const args = ['pyright', '--outputjson', '--pythonpath', withPackages ?? inside(OWN)];
  console.log(`> npx ${args.join(' ')}`);
  const shell = process.platform === 'win32';
  const { stdout } = spawnSync('npx', args, { encoding: 'utf8', shell, maxBuffer: 2 ** 26 });
  const missing = new RegExp(`^Import "(${PACKAGES.join('|')})[."]`);
  const faults = JSON.parse(stdout).generalDiagnostics.filter(
    ({ severity, message }) => severity === 'error' && (withPackages !== undefined || !missing.test(message)),
  );
  for (const { file, range, message } of faults) {
    console.error(`${relative('.', file)}:${range.start.line + 1}: ${message}`);
  }
  if (faults.length > 0) giveUp(`pyright: ${faults.length} errors in training/; see above.`);
}

/** Installs ruff and import-linter unless the required versions are installed. */
function ensureTools() {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  console.log(`Installing ruff and import-linter under ${OWN}…`);
  rmSync(OWN, { recursive: true, force: true });
  if (!makeEnvironment(OWN, ['-r', REQUIREMENTS], INSTALL_MS)) {
    rmSync(OWN, { recursive: true, force: true });
    giveUp(
      'The Python of training/ cannot be checked: that needs Python 3.11 or later with venv and pip, and a package ' +
        'registry that pip can reach.',
    );
  }
  copyFileSync(REQUIREMENTS, INSTALLED);
}
