// Plain JavaScript: `npm test` runs this before anything is compiled.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run/setup.mjs';

/** Debian's packages with Firefox, WebKitGTK, a virtual screen for it, and what it decodes clips with. */
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

const LIBRARIES = '/usr/lib';

/** Paths of the other engines' programs as far as they are installed; null for an engine that is not. */
export function findEngines() {
  const firefox = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync) ?? null;
  const driver = '/usr/bin/WebKitWebDriver';
  const xvfb = '/usr/bin/Xvfb';
  const browser = miniBrowser();
  const webkit = browser && existsSync(driver) && existsSync(xvfb) ? { driver, browser, xvfb } : null;
  return { firefox, webkit };
}

/** WebKitGTK's own small browser lies in the library folder of the machine's architecture. */
function miniBrowser() {
  if (!existsSync(LIBRARIES)) return null;
  const folders = readdirSync(LIBRARIES).filter((name) => name.endsWith('-linux-gnu'));
  const paths = folders.flatMap((folder) =>
    ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((name) => join(LIBRARIES, folder, name, 'MiniBrowser')),
  );
  return paths.find(existsSync) ?? null;
}

/**
 * Installs the missing ones with Debian's packages where it may, and says in one sentence which engines will
 * not be tested.
 */
export function ensureEngines() {
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
