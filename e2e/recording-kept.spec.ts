import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { AGE_TEXT, expect, people, test } from './fixtures.ts';
import { stubCameras } from './stub-cameras.ts';

const strip = (page: Page) => page.getByRole('region', { name: 'Record results' });

/** The number of rows that the page shows. */
const rows = async (page: Page): Promise<number> =>
  Number(/(\d+) rows?/.exec((await strip(page).textContent()) ?? '')?.[1] ?? Number.NaN);

/** Saves the recording and returns the number of rows in the file. */
async function savedRows(page: Page): Promise<number> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    strip(page).getByRole('button', { name: 'Save JSON' }).click(),
  ]);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as unknown;
  return (saved as readonly unknown[]).length;
}

test.beforeEach(async ({ page }) => {
  await stubCameras(page);
  await page.goto('/?backend=wasm');
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await page.getByRole('button', { name: 'Record results' }).click();
  await expect.poll(() => rows(page)).toBeGreaterThan(0);
});

test('another camera: the recording continues', async ({ page }) => {
  const before = await rows(page);
  await page.getByRole('combobox', { name: 'Camera' }).selectOption({ label: 'Camera usb' });
  await expect.poll(() => rows(page)).toBeGreaterThan(before);
});

test('another size of the camera: the recording continues', async ({ page }) => {
  const before = await rows(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  // The camera is opened again, and the settings close with the live screen.
  await page.getByRole('radio', { name: 'Large, sees smaller faces' }).click();
  await expect.poll(() => rows(page)).toBeGreaterThan(before);
});

test('the camera ends: the rows can be saved on the trouble screen', async ({ page }) => {
  await page.evaluate(() => window.cameras.unplug('built-in'));
  await expect(page.getByRole('heading', { name: 'The camera went away' })).toBeVisible();
  const shown = await rows(page);
  expect(shown).toBeGreaterThan(0);
  await page.screenshot({ path: 'test-results/trouble/recording kept.png' });
  expect(await savedRows(page)).toBe(shown);
  await expect(strip(page)).toBeHidden();
});

test('a photo is dropped: the rows are kept next to the table', async ({ page }) => {
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'x.jpg', { type: 'image/jpeg' }));
    document.body.dispatchEvent(
      new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }),
    );
  });
  await expect(page.getByRole('table', { name: 'Photos' })).toBeVisible();
  await expect(strip(page)).toContainText('not saved');
  await page.screenshot({ path: 'test-results/trouble/recording and photos.png' });
  expect(await savedRows(page)).toBeGreaterThan(0);
});

test('Leave: the rows are kept on the welcome screen until they are discarded', async ({ page }) => {
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
  await expect(strip(page)).toContainText('not saved');
  await strip(page).getByRole('button', { name: 'Discard' }).click();
  await expect(strip(page)).toBeHidden();
});

test('closing the tab needs a confirmation only if rows would be lost', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => dialogs).toEqual(['beforeunload']);
  expect(await savedRows(page)).toBeGreaterThan(0);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => page.isClosed()).toBe(true);
});
