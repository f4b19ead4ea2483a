import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { madeClip } from '../scripts/media/scenes/made-clips.ts';
import { COVER_STYLES } from '../src/core/cover.ts';
import { expect, fileInput, openStepped, stepThrough, test } from './fixtures.ts';
import { row } from './photo-table.ts';
import { metadataParts, partsOf } from './picture-bytes.ts';

const sheetOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Keep a moment' });
const preview = (page: Page): Locator => page.getByRole('img', { name: 'The picture to keep' });
const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();

/** Opens a stepped clip until its people have readings, and the sheet by its key. */
async function openSheet(page: Page, query = ''): Promise<void> {
  await openStepped(page, madeClip('four-faces'), query);
  await stepThrough(page, 1, 100);
  await page.keyboard.press('s');
  await expect(preview(page)).toBeVisible();
}

async function save(page: Page): Promise<{ name: string; file: Buffer }> {
  await expect(preview(page)).toBeVisible();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  return { name: saved.suggestedFilename(), file: readFileSync(await saved.path()) };
}

test('no face of a covered snapshot is read again, also of those beyond the most faces', async ({ page }) => {
  await openSheet(page, '&max=1');
  await choose(page, 'Without');
  const open = await save(page);
  expect(open.name).toMatch(/^mien-snapshot-\d{4}-\d\d-\d\d-\d{4}\.png$/);
  const files = [{ name: 'open.png', mimeType: 'image/png', buffer: open.file }];
  for (const style of COVER_STYLES) {
    await choose(page, style[0]?.toUpperCase() + style.slice(1));
    const { file } = await save(page);
    expect(metadataParts(file)).toEqual([]);
    files.push({ name: `${style}.png`, mimeType: 'image/png', buffer: file });
  }
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles(files);
  // The name, then the number of faces.
  await expect(row(page, 'open.png')).toContainText('open.png4');
  for (const style of COVER_STYLES) await expect(row(page, `${style}.png`)).toContainText('no face found');
});

test('a snapshot has the size of the source, in every format, mirrored as shown', async ({ page }) => {
  await openSheet(page, '&mirror=on');
  await choose(page, 'Without');
  const mirrored = await save(page);
  for (const [format, kind] of [
    ['JPEG', 'jpg'],
    ['WebP', 'webp'],
  ] as const) {
    await choose(page, format);
    const { name, file } = await save(page);
    expect(name.endsWith(`.${kind}`)).toBe(true);
    expect(metadataParts(file)).toEqual([]);
    expect(partsOf(file).length).toBeGreaterThan(0);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Mirror' }).click();
  await page.keyboard.press('s');
  await choose(page, 'Without');
  const plain = await save(page);
  const found = await page.evaluate(
    async ([a, b]) => {
      const read = async (data: string) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        return context?.getImageData(0, 0, image.width, image.height) as ImageData;
      };
      const [left, right] = [await read(a), await read(b)];
      let off = 0;
      for (let y = 0; y < left.height; y++) {
        for (let x = 0; x < left.width; x++) {
          const one = left.data[(y * left.width + x) * 4] ?? 0;
          const other = right.data[(y * left.width + left.width - 1 - x) * 4] ?? 0;
          off += Math.abs(one - other);
        }
      }
      const { videoWidth, videoHeight } = document.querySelector('video') as HTMLVideoElement;
      return {
        sizes: [left, right].map(({ width, height }) => [width, height]),
        source: [videoWidth, videoHeight],
        off: off / (left.width * left.height),
      };
    },
    [mirrored.file, plain.file].map((file) => file.toString('base64')) as [string, string],
  );
  expect(found.sizes).toEqual([found.source, found.source]);
  expect(found.off).toBeLessThan(1);
});

test('the moment is held until another is taken, and is copied as PNG', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSheet(page);
  const shown = () => preview(page).getAttribute('src');
  const first = await shown();
  await stepThrough(page, 1, 500);
  await page.getByRole('radio', { name: 'Card' }).check();
  await page.getByRole('radio', { name: 'Snapshot' }).check();
  await choose(page, 'JPEG');
  const held = await save(page);
  await page.getByRole('button', { name: 'Take another' }).click();
  await expect(preview(page)).toBeVisible();
  expect(await shown()).not.toBe(first);
  await choose(page, 'JPEG');
  const another = await save(page);
  expect(another.file.equals(held.file)).toBe(false);
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const copied = await page.evaluate(async () =>
    (await navigator.clipboard.read()).map(({ types }) => types),
  );
  expect(copied).toEqual([['image/png']]);
});

test('by keyboard the sheet opens, shares and closes; the picture can be dragged out', async ({ page }) => {
  await page.addInitScript(() => {
    const canShare = ({ files = [] }: ShareData) => files.length === 1;
    const share = async ({ files = [] }: ShareData) => {
      document.documentElement.dataset.shared = files.map(({ name, type }) => `${name} ${type}`).join();
    };
    Object.assign(navigator, { canShare, share });
  });
  await openStepped(page, madeClip('four-faces'));
  await stepThrough(page, 1, 250);
  const button = page.getByRole('button', { name: 'Keep a moment' });
  await expect(button).toHaveAttribute('title', /key S/);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings' }).click();
  await page.keyboard.press('s');
  await expect(sheetOf(page)).toBeHidden();
  await page.keyboard.press('Escape');
  await button.focus();
  await page.keyboard.press('s');
  await expect(preview(page)).toBeVisible();
  await page.getByRole('radio', { name: 'As they are' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Solid' })).toBeChecked();
  await expect(page.getByText(/searched again for faces/)).toBeVisible();
  await expect(preview(page)).toBeVisible();
  const dragged = await preview(page).evaluate((image) => {
    const dataTransfer = new DataTransfer();
    image.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
    return dataTransfer.getData('DownloadURL');
  });
  expect(dragged).toMatch(/^image\/png:mien-snapshot-[\d-]+\.png:blob:/);
  await page.getByRole('button', { name: 'Share' }).press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-shared', /^mien-snapshot-[\d-]+\.png image\/png$/);
  await page.keyboard.press('Escape');
  await expect(sheetOf(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test.describe('a part of the page is missing', () => {
  test.use({ expectedComplaints: /Failed to load resource/ });
  test('the sheet says so in one sentence, and works once the part is there', async ({ page }) => {
    await page.route('**/KeepSheet-*.js', (route) => route.fulfill({ status: 404 }));
    await openStepped(page, madeClip('four-faces'));
    await stepThrough(page, 1, 250);
    await page.keyboard.press('s');
    await expect(sheetOf(page).getByRole('alert')).toHaveText(
      'This part of the page could not be loaded. Check the connection and open it again, or reload the page.',
    );
    await page.keyboard.press('Escape');
    await expect(sheetOf(page)).toBeHidden();
    await page.unroute('**/KeepSheet-*.js');
    await page.keyboard.press('s');
    await expect(preview(page)).toBeVisible();
  });
});
