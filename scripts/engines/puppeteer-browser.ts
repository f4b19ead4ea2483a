import { resolve } from 'node:path';
import puppeteer, { type ElementHandle, type KeyInput } from 'puppeteer-core';
import type { EngineBrowser, EngineName } from './browser.ts';

/** Replaces the camera by a moving test picture, and asks for no permission. */
const FIREFOX_PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
};

/** Starts Firefox or Chromium from `executablePath`, without a separate driver program. */
export async function launchPuppeteer(
  name: Exclude<EngineName, 'webkit'>,
  executablePath: string,
): Promise<EngineBrowser> {
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    ...(name === 'firefox'
      ? { browser: 'firefox', extraPrefsFirefox: FIREFOX_PREFERENCES }
      : { browser: 'chrome', args: ['--no-sandbox', '--force-color-profile=srgb'] }),
  });
  // Firefox never gives the focus to its first page, and keys have no effect without it.
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  // A window without focus ignores keys and may not enter full screen.
  await page.bringToFront();
  return {
    name,
    version: await browser.version(),
    page: {
      goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
      evaluate: (action, argument) =>
        page.evaluate(action as (argument: unknown) => unknown, argument) as ReturnType<
          typeof page.evaluate
        > as never,
      async click(xpath) {
        const element = await page.waitForSelector(`::-p-xpath(${xpath})`, { visible: true });
        // Puppeteer scrolls the page only, not a dialog that hides the element below its edge.
        await element?.evaluate((node) =>
          (node as Element).scrollIntoView({ block: 'center', behavior: 'instant' }),
        );
        await element?.click();
      },
      async choose(xpath, value) {
        const element = (await page.waitForSelector(`::-p-xpath(${xpath})`)) as ElementHandle<Element> | null;
        await element?.select(value);
      },
      press: (key) => page.keyboard.press(key as KeyInput),
      async chooseFiles(paths) {
        const input = (await page.waitForSelector(
          'input[type=file]',
        )) as ElementHandle<HTMLInputElement> | null;
        await input?.uploadFile(...paths.map((path) => resolve(path)));
      },
      resize: (width, height) => page.setViewport({ width, height }),
      screenshot: () => page.screenshot({ type: 'png' }),
    },
    close: () => browser.close(),
  };
}
