import { expect, test } from './fixtures.ts';
import { button, open, textOf } from './steps.ts';

declare global {
  /** The last file that the page has made. */
  var made: Blob | undefined;
}

test('the live picture is filmed into a file that has a length and can be seeked', async ({ tab, site }) => {
  await open(tab, site, '&source=sample');
  await expect
    .poll(() => tab.evaluate(() => globalThis.watch.results.length, null), { timeout: 30_000 })
    .toBeGreaterThan(0);
  await tab.evaluate(() => {
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (file) => {
      if (file instanceof Blob) globalThis.made = file;
      return create(file);
    };
    HTMLAnchorElement.prototype.click = () => {};
  }, null);
  await tab.click(button('Keep a moment'));
  await tab.click("//dialog//label[normalize-space(.)='Film']");
  await tab.click(button('Start filming'));
  await expect.poll(() => textOf(tab), { timeout: 30_000 }).toMatch(/0:0[3-9] · /);
  await tab.click(button('Stop and save'));
  await expect
    .poll(() => tab.evaluate(() => document.querySelectorAll('[aria-label="Film"]').length, null))
    .toBe(0);
  const played = await tab.evaluate(async () => {
    const video = document.createElement('video');
    video.muted = true;
    video.src = URL.createObjectURL(globalThis.made as Blob);
    await new Promise((resolve, reject) => {
      video.addEventListener('loadeddata', resolve, { once: true });
      video.addEventListener('error', () => reject(video.error), { once: true });
    });
    video.currentTime = 2;
    await new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    return {
      type: globalThis.made?.type,
      bytes: globalThis.made?.size,
      duration: video.duration,
      at: video.currentTime,
    };
  }, null);
  expect(played.duration).toBeGreaterThan(2.5);
  expect(played.duration).toBeLessThan(20);
  expect(played.at).toBeCloseTo(2, 1);
});
