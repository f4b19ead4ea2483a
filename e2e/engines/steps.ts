import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { EnginePage } from '../../scripts/engines/browser.ts';
import type { SeenResult } from '../fixtures.ts';
import type { Site } from './site.ts';

/** XPath of a button by its name. XPath is the only kind of selector that all drivers support. */
export const button = (name: string): string =>
  `//button[normalize-space(.)='${name}' or @aria-label='${name}']`;
/** XPath of an element by its aria-label. */
export const labelled = (element: string, name: string): string => `//${element}[@aria-label='${name}']`;

/** Opens the page and waits until the engine is ready. */
export async function open(page: EnginePage, site: Site, query = ''): Promise<void> {
  await page.goto(`${site.url}?backend=wasm${query}`);
  await expect
    .poll(() => page.evaluate(() => window.mien?.state.engine, null), { timeout: 60_000 })
    .toBe('ready');
}

/** The visible text of the page. */
export const textOf = (page: EnginePage): Promise<string> =>
  page.evaluate(() => document.body.innerText, null);

/** The texts of the people's cards, in order. */
export const cards = (page: EnginePage): Promise<readonly string[]> =>
  page.evaluate(
    () =>
      [...document.querySelectorAll<HTMLElement>('[aria-label="People"] > li')].map((card) => card.innerText),
    null,
  );

/** Opens a clip in the stepped page, steps through `seconds` of it in steps of `ms`, and returns the results. */
export async function stepClip(
  page: EnginePage,
  site: Site,
  clip: string,
  { seconds, ms }: { readonly seconds: number; readonly ms: number },
): Promise<readonly SeenResult[]> {
  await open(page, site, '&seed-clock=1');
  await page.chooseFiles([clip]);
  await expect.poll(() => page.evaluate(() => window.mien.state.phase, null)).toBe('live');
  return page.evaluate(
    async ({ steps, ms }) => {
      globalThis.watch.results.length = 0;
      for (let step = 0; step < steps; step++) if (!(await window.mien.step(ms))) break;
      return [...globalThis.watch.results];
    },
    { steps: Math.round((seconds * 1000) / ms), ms },
  );
}

/** Returns the results of the next `seconds` of real time. */
export function watchSeconds(page: EnginePage, seconds: number): Promise<readonly SeenResult[]> {
  return page.evaluate(async (ms) => {
    globalThis.watch.results.length = 0;
    await new Promise((done) => setTimeout(done, ms));
    return [...globalThis.watch.results];
  }, seconds * 1000);
}

/** Reads photos and returns their results in the order of the files. */
export async function readPhotos(
  page: EnginePage,
  site: Site,
  paths: readonly string[],
): Promise<readonly SeenResult[]> {
  await open(page, site);
  await page.chooseFiles(paths);
  await expect
    .poll(() => page.evaluate(() => globalThis.watch.results.length, null), { timeout: 60_000 })
    .toBe(paths.length);
  return page.evaluate(() => globalThis.watch.results, null);
}

/**
 * Code for Site.inject: a camera at 15 pictures a second that shows a photo, moving by a pixel, `times` 640 × 480 pixels
 * large. In WebKitGTK and Firefox the pictures of such a stream are video frames like those of a device.
 */
export function photoCamera(path: string, times = 1): string {
  const photo = readFileSync(path).toString('base64');
  return `
    navigator.mediaDevices.getUserMedia = async () => {
      const bytes = Uint8Array.from(atob('${photo}'), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [640 * ${times}, 480 * ${times}];
      const context = canvas.getContext('2d');
      context.scale(${times}, ${times});
      let drawn = 0;
      const draw = () => {
        context.fillStyle = '#777';
        context.fillRect(0, 0, 640, 480);
        context.drawImage(image, 120 + (drawn++ % 2), 20, 400, 400 * image.height / image.width);
      };
      draw();
      setInterval(draw, 66);
      return canvas.captureStream(15);
    };`;
}
