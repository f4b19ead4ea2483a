import { expect, test } from './fixtures.ts';
import { button, readPhotos, textOf } from './steps.ts';

/** A woman of about 33, once as JPEG and once rotated by EXIF orientation 6. */
const PORTRAITS = ['portrait.jpg', 'portrait-exif-6.jpg'].map((name) => `e2e/photos/${name}`);

test('photos in three formats, one rotated by EXIF, each have a face in the table', async ({ tab, site }) => {
  const results = await readPhotos(tab, site, [
    ...PORTRAITS,
    'e2e/photos/portrait.png',
    'e2e/photos/portrait.webp',
  ]);
  expect(results.map(({ faces }) => faces.length)).toEqual([1, 1, 1, 1]);
  const text = await textOf(tab);
  for (const name of ['portrait.jpg', 'portrait-exif-6.jpg', 'portrait.png', 'portrait.webp']) {
    expect(text).toContain(name);
  }
  await tab.click(button('Open portrait.jpg'));
  await expect
    .poll(() => tab.evaluate(() => document.querySelector('dialog canvas.stage-picture') !== null, null))
    .toBe(true);
  await tab.press('Escape');
});

test('the table shows why a file is not a photo', async ({ tab, site }) => {
  await tab.goto(`${site.url}?backend=wasm`);
  await tab.chooseFiles(['e2e/photos/not-a-picture.jpg', 'e2e/photos/landscape.jpg']);
  await expect.poll(() => textOf(tab), { timeout: 30_000 }).toContain('no face');
  expect(await textOf(tab)).toMatch(/not a picture|damaged/i);
});
