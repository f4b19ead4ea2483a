import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parseCsv } from './csv.ts';
import { AGE_TEXT, expect, fileInput, people, test } from './fixtures.ts';
import { madeClip } from './made-clips.ts';
import { download, exported } from './photo-table.ts';

const PHOTO = { name: 'face.jpg', mimeType: 'image/jpeg', buffer: readFileSync('e2e/photos/chip-200.jpg') };
const TEXT = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') };
const clip = (name: string) => ({
  name,
  mimeType: 'video/webm',
  buffer: readFileSync(madeClip('one-face')),
});
const news = (page: Page) => page.getByRole('status', { name: 'News' });

test('a photo and a video: the photo is read, the video is named', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles([clip('party.webm'), PHOTO]);
  await expect(page.getByText('1 photo', { exact: true })).toBeVisible();
  await expect(news(page)).toContainText('Left out: the video “party.webm” (open it by itself).');
});

test('two videos: the first is opened, the other is named', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles([clip('one.webm'), clip('two.webm'), TEXT]);
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await expect(page.getByRole('heading', { name: 'Video: one.webm' })).toBeAttached();
  await expect(news(page)).toContainText(
    'Left out: the video “two.webm” (open it by itself); “notes.txt” (neither a picture nor a video).',
  );
});

test('photos without a type and a file extension are recognized by their content', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles([{ ...PHOTO, name: 'IMG_0001', mimeType: '' }]);
  await expect(page.getByText('1 photo', { exact: true })).toBeVisible();
});

test.describe('a folder', () => {
  const FOLDER = 'test-results/folder';

  test.beforeAll(() => {
    rmSync(FOLDER, { recursive: true, force: true });
    for (const day of ['monday', 'tuesday', 'tuesday/deep']) {
      mkdirSync(join(FOLDER, day), { recursive: true });
      cpSync('e2e/photos/chip-200.jpg', join(FOLDER, day, 'face.jpg'));
    }
    for (const name of ['Thumbs.db', 'desktop.ini', '.DS_Store', 'notes.txt', 'monday/._face.jpg']) {
      writeFileSync(join(FOLDER, name), 'x');
    }
    cpSync(madeClip('one-face'), join(FOLDER, 'clip.webm'));
  });

  const NAMES = ['folder/monday/face.jpg', 'folder/tuesday/deep/face.jpg', 'folder/tuesday/face.jpg'];

  async function expectAll(page: Page): Promise<void> {
    await expect(page.getByText('3 photos', { exact: true })).toBeVisible();
    expect((await page.locator('.row-open').allTextContents()).sort()).toEqual(NAMES);
    const rows = await exported(page);
    expect(rows.map(({ source }) => source).sort()).toEqual(NAMES);
    const [, ...records] = parseCsv((await download(page, 'CSV')).text);
    expect(records.map(([source]) => source).sort()).toEqual(NAMES);
    await expect(news(page)).toContainText(
      'Left out: the video “folder/clip.webm” (open it by itself); “folder/notes.txt” (neither a picture nor a video).',
    );
  }

  test('chosen', async ({ page }) => {
    await page.goto('/?backend=wasm');
    await fileInput(page).setInputFiles([PHOTO]);
    await expect(page.getByText('1 photo', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Clear' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add a folder' }).click();
    await (await chooser).setFiles(FOLDER);
    await expectAll(page);
  });

  test('dropped', async ({ page }) => {
    await page.goto('/?backend=wasm');
    const session = await page.context().newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      const data = { items: [], files: [join(process.cwd(), FOLDER)], dragOperationsMask: 1 };
      await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    }
    await expectAll(page);
  });
});
