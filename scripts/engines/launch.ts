import type { EngineBrowser, EngineName } from './browser.ts';
import { findEngines } from './find.mjs';
import { launchPuppeteer } from './puppeteer-browser.ts';
import { launchWebKit } from './webkit-browser.ts';

/** Starts one of the three browsers; the caller closes it. Throws if it is not installed. */
export async function launch(name: EngineName): Promise<EngineBrowser> {
  const { firefox, webkit } = findEngines();
  if (name === 'firefox' && firefox) return launchPuppeteer('firefox', firefox);
  if (name === 'webkit' && webkit) return launchWebKit(webkit);
  if (name === 'chromium')
    return launchPuppeteer('chromium', process.env.MIEN_CHROMIUM ?? '/usr/bin/chromium');
  throw new Error(`${name} is not installed here`);
}
