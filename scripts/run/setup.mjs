// Plain JavaScript, because it runs before packages are installed.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Prints a sentence and exits with status 1. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Runs a command in the foreground; true if its exit status is 0. */
export function run(command, args, options = {}) {
  const shell = process.platform === 'win32';
  return spawnSync(command, args, { stdio: 'inherit', shell, ...options }).status === 0;
}

/** Runs a program in JavaScript or TypeScript, passes signals on to it, and exits with its status. */
export function replaceWith(program, args) {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => giveUp(`${program} could not be started: ${error.message}`));
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** Checks Node's version, and installs the packages if the lock file is newer than the installed ones. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    giveUp(
      `Mien needs Node 20.19 or later; this is ${process.versions.node}. Install a newer Node and try again.`,
    );
  }
  const installed = 'node_modules/.package-lock.json';
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  console.log('Installing packages…');
  if (!run('npm', ['ci'])) giveUp('The packages could not be installed; see the message of npm above.');
}

/** Builds dist/ unless it is newer than its sources. */
export function ensureBuilt() {
  const built = 'dist/index.html';
  const sources = [
    'src',
    'public',
    'index.html',
    'vite.config.ts',
    'package.json',
    'scripts/build/headers.ts',
    'scripts/build/limits',
    'scripts/build/offline',
    'docs/limits.md',
  ];
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest))) return;
  console.log('Building…');
  if (!run('npm', ['run', '--silent', 'build']))
    giveUp('The page could not be built; see the message above.');
}

function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * Returns the path of a Chromium for tests and measurements: MIEN_CHROMIUM, else the system's, else Playwright's
 * (downloaded if possible), else Debian's package if it may be installed. Exits if there is none.
 */
export async function ensureChromium() {
  const named = process.env.MIEN_CHROMIUM;
  if (named) return isProgram(named) ? named : giveUp(`MIEN_CHROMIUM is ${named}, which is not a program.`);
  const found = onPath() ?? (await playwrightsOwn());
  if (found) return found;
  console.log('Chromium is missing; Playwright downloads one…');
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  run('npx', ['playwright', 'install', 'chromium'], { env, timeout: 300_000, stdio: 'ignore' });
  const downloaded = await playwrightsOwn();
  if (downloaded) return downloaded;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    console.log("Installing Debian's Chromium…");
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  return (
    onPath() ??
    giveUp('Chromium is needed here: install it (or set MIEN_CHROMIUM to its path) and try again.')
  );
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return CHROMIUMS.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}
