import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, fileInput, test } from './fixtures.ts';
import { row } from './photo-table.ts';
import { metadataParts } from './picture-bytes.ts';
import { unzip } from './zip.ts';

const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();

test('a photo is kept upright in its own size, without its metadata', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles('e2e/photos/portrait-exif-6.jpg');
  await row(page, 'portrait-exif-6.jpg').getByRole('button').click();
  await page.getByRole('button', { name: 'Keep this picture' }).click();
  const sheet = page.getByRole('dialog', { name: 'Keep this picture' });
  await sheet.getByRole('radio', { name: 'JPEG' }).focus();
  // Arrow keys choose in the sheet and do not turn to another photo.
  await page.keyboard.press('ArrowLeft');
  await expect(sheet.getByRole('radio', { name: 'PNG' })).toBeChecked();
  await choose(page, 'JPEG');
  await expect(sheet.getByRole('img', { name: 'The picture to keep' })).toBeVisible();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('portrait-exif-6-mien.jpg');
  const file = readFileSync(await saved.path());
  expect(metadataParts(readFileSync('e2e/photos/portrait-exif-6.jpg'))).toContain('APP1');
  expect(metadataParts(file)).toEqual([]);
  const size = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/jpeg;base64,${data}`;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  }, file.toString('base64'));
  const upright = await page.evaluate(() => {
    const { width, height } = document.querySelector('dialog canvas.stage-picture') as HTMLCanvasElement;
    return [width, height];
  });
  expect(size).toEqual(upright);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('button', { name: 'Keep this picture' })).toBeFocused();
});

const PHOTOS = ['portrait.jpg', 'group-12.jpg', 'landscape.jpg'].map((name) => `e2e/photos/${name}`);

async function openSheet(page: Page, photos: readonly string[]): Promise<void> {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles([...photos]);
  await expect(page.getByText(`${photos.length} photos`, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Save pictures' }).click();
}

test('all photos are saved covered in one archive that the person chooses; one that is gone is named', async ({
  page,
}, info) => {
  const gone = info.outputPath('gone.jpg');
  copyFileSync('e2e/photos/portrait.jpg', gone);
  await page.addInitScript(() => {
    Object.assign(window, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
        document.documentElement.dataset.chosen = suggestedName;
        return (await navigator.storage.getDirectory()).getFileHandle('chosen.zip', { create: true });
      },
    });
  });
  await openSheet(page, [...PHOTOS, gone]);
  rmSync(gone);
  await choose(page, 'Blurred');
  await page.getByRole('button', { name: 'Save as ZIP' }).click();
  await expect(page.getByText('3 pictures were saved.')).toBeVisible();
  await expect(
    page.getByText('gone.jpg: This picture cannot be opened any more. Add it again.'),
  ).toBeVisible();
  const data = await page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('chosen.zip');
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    let text = '';
    for (let from = 0; from < bytes.length; from += 8192)
      text += String.fromCharCode(...bytes.subarray(from, from + 8192));
    return btoa(text);
  });
  expect(await page.evaluate(() => document.documentElement.dataset.chosen)).toMatch(
    /^mien-pictures-.*\.zip$/,
  );
  const files = unzip(Buffer.from(data, 'base64'));
  expect([...files.keys()]).toEqual(['portrait.jpg', 'group-12.jpg', 'landscape.jpg']);
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles(
    [...files].map(([name, buffer]) => ({ name, mimeType: 'image/jpeg', buffer })),
  );
  for (const name of files.keys()) await expect(row(page, name)).toContainText('no face found');
});

test('without a way to choose a file the archive is downloaded; cancelling saves nothing', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.assign(window, { showSaveFilePicker: undefined });
  });
  await openSheet(page, PHOTOS);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as ZIP' }).click(),
  ]);
  const files = unzip(readFileSync(await saved.path()));
  expect([...files.keys()]).toEqual(['portrait.jpg', 'group-12.jpg', 'landscape.jpg']);
  for (const file of files.values()) expect(metadataParts(file)).toEqual([]);
  await choose(page, 'Solid');
  let downloads = 0;
  page.on('download', () => {
    downloads += 1;
  });
  await page.getByRole('button', { name: 'Save as ZIP' }).click();
  await expect(page.getByRole('progressbar', { name: 'Saving the pictures' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('Cancelled. Nothing was saved.')).toBeVisible();
  expect(downloads).toBe(0);
});
