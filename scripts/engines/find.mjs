// Plain JavaScript, because `npm test` runs this before packages are installed.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LIBRARIES = '/usr/lib';

/** Returns the paths of the other engines' programs; null for an engine that is not installed. */
export function findEngines() {
  const firefox = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync) ?? null;
  const driver = '/usr/bin/WebKitWebDriver';
  const xvfb = '/usr/bin/Xvfb';
  const browser = miniBrowser();
  const webkit = browser && existsSync(driver) && existsSync(xvfb) ? { driver, browser, xvfb } : null;
  return { firefox, webkit };
}

/** WebKitGTK installs MiniBrowser in the library folder of the machine's architecture. */
function miniBrowser() {
  if (!existsSync(LIBRARIES)) return null;
  const folders = readdirSync(LIBRARIES).filter((name) => name.endsWith('-linux-gnu'));
  const paths = folders.flatMap((folder) =>
    ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((name) => join(LIBRARIES, folder, name, 'MiniBrowser')),
  );
  return paths.find(existsSync) ?? null;
}
