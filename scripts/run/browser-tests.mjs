// Plain JavaScript, because `npm test` runs this before packages are installed.
import { existsSync } from 'node:fs';
import { findEngines } from '../engines/find.mjs';
import { ensureBuilt, ensureChromium, giveUp, run } from './setup.mjs';

/** Debian's packages with Firefox and WebKitGTK, and the virtual screen and video decoders for WebKitGTK. */
const PACKAGES = {
  firefox: ['firefox-esr'],
  webkit: [
    'webkit2gtk-driver',
    'xvfb',
    'dbus-x11',
    'gstreamer1.0-plugins-good',
    'gstreamer1.0-plugins-bad',
    'gstreamer1.0-libav',
  ],
};

/** Installs missing browsers, builds the page, and returns the environment variables for the tests. */
export async function prepareBrowserTests() {
  const chromium = await ensureChromium();
  ensureEngines();
  ensureBuilt();
  return { ...process.env, MIEN_CHROMIUM: chromium };
}

/** Runs Playwright with these arguments; exits if a test fails. */
export function runBrowserTests(env, args) {
  if (!run('npx', ['playwright', 'test', ...args], { env })) giveUp('A browser test failed.');
}

/** Installs missing engines from Debian's packages if permitted, and prints which engines will not be tested. */
function ensureEngines() {
  const missing = () => Object.entries(findEngines()).flatMap(([name, found]) => (found ? [] : [name]));
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (missing().length > 0 && mayInstall) {
    console.log(`Installing ${missing().join(' and ')} for the tests…`);
    run('apt-get', ['update', '-qq']);
    const packages = missing().flatMap((name) => PACKAGES[name]);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'ignore' });
  }
  const left = missing();
  if (left.length === 0) return;
  const packages = left.flatMap((name) => PACKAGES[name]).join(' ');
  console.log(
    `Not tested here: ${left.join(' and ')}. Install Debian's packages ${packages} to test them too.`,
  );
}
