import type { EnginePage } from '../../scripts/engines/browser.ts';
import { expect, test } from './fixtures.ts';
import { button, cards, open, photoCamera, textOf } from './steps.ts';

/** The size of the preview, which is the file, and how much of it is covered and is a label; null while it is made. */
const kept = (tab: EnginePage) =>
  tab.evaluate(async () => {
    const image = document.querySelector<HTMLImageElement>('.snapshot-preview img');
    if (image === null) return null;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, width, height).data ?? [];
    let dark = 0;
    for (let from = 0; from < data.length; from += 4) {
      const off = [0x14, 0x16, 0x1a].map((value, channel) => Math.abs(value - (data[from + channel] ?? 999)));
      if (Math.max(...off) < 4) dark += 1;
    }
    return { width, height, dark: dark / (width * height) };
  }, null);

test('a snapshot has the size of the camera’s picture, labels, and covers', async ({ tab, site, engine }) => {
  site.inject(photoCamera('e2e/photos/portrait.jpg', 3));
  await open(tab, site, '&source=camera');
  await expect.poll(() => textOf(tab), { timeout: 60_000 }).toMatch(/Age\s+\d+/);
  expect(await cards(tab)).toHaveLength(1);
  await tab.click(button('Keep a moment'));
  await expect.poll(() => kept(tab)).toMatchObject({ width: 1920, height: 1440 });
  const labelled = (await kept(tab))?.dark ?? 0;
  await tab.click("//label[contains(., 'Without')]");
  await expect.poll(async () => (await kept(tab))?.dark ?? 1).toBeLessThan(labelled / 2);
  await tab.click("//label[contains(., 'Solid')]");
  await expect.poll(async () => (await kept(tab))?.dark ?? 0, { timeout: 40_000 }).toBeGreaterThan(0.1);
  const formats = await tab.evaluate(
    () => [...document.querySelectorAll('fieldset')].at(-1)?.innerText.trim().split(/\s+/) ?? [],
    null,
  );
  console.log(`${engine} writes ${formats.slice(1).join(', ')}`);
  expect(formats.slice(0, 3)).toEqual(['File', 'PNG', 'JPEG']);
});
