import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseCsv } from './csv.ts';
import { AGE_TEXT, expect, fileInput, people, test } from './fixtures.ts';

async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

const NAMES = ['Müller_Łódź_日本.jpg', 'x;=1+1.jpg'];

async function openPhotos(page: Page): Promise<void> {
  await page.goto('/?backend=wasm');
  const buffer = readFileSync('e2e/photos/chip-200.jpg');
  await fileInput(page).setInputFiles(NAMES.map((name) => ({ name, mimeType: 'image/jpeg', buffer })));
  await expect(page.getByText('2 photos', { exact: true })).toBeVisible();
}

test.describe('CSV for Excel in a country with decimal commas', () => {
  test.use({ locale: 'de-DE' });
  test('has a byte order mark, semicolons and decimal commas; plain CSV has none of them', async ({
    page,
  }) => {
    await openPhotos(page);
    const { name, text } = await saved(page, 'CSV for Excel');
    expect(name).toMatch(/^mien-photos-excel-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
    expect(text.startsWith('\ufeffsource;time_s;time;face;')).toBe(true);
    const lines = text.split('\r\n');
    expect(lines[1]).toMatch(/^Müller_Łódź_日本\.jpg;;;1;-?\d+(,\d+)?;/);
    expect(lines[2]).toMatch(/^"x;=1\+1\.jpg";;;1;/);
    const plain = await saved(page, 'Save CSV');
    expect(plain.text.startsWith('source,time_s,time,face,')).toBe(true);
    expect(parseCsv(plain.text).map(([source]) => source)).toEqual(['source', ...NAMES]);
  });
});

test.describe('CSV for Excel in a country with decimal points', () => {
  test.use({ locale: 'en-US' });
  test('has a byte order mark and commas', async ({ page }) => {
    await openPhotos(page);
    const { text } = await saved(page, 'CSV for Excel');
    expect(text[0]).toBe('\ufeff');
    expect(parseCsv(text.slice(1)).map(([source]) => source)).toEqual(['source', ...NAMES]);
  });
});

test.describe('a recording', () => {
  test.use({ timezoneId: 'Asia/Kolkata' });
  test('has date, time of day and offset in addition to the seconds', async ({ page }) => {
    await page.goto('/?backend=wasm&source=sample');
    await expect(people(page).first()).toContainText(AGE_TEXT);
    const from = Date.now();
    await page.getByRole('button', { name: 'Record results' }).click();
    await expect(page.getByText(/^[1-9]\d* rows?$/)).toBeVisible();
    const [head = [], ...records] = parseCsv((await saved(page, 'Save CSV')).text);
    const times = records.map((record) => record[head.indexOf('time')] ?? '');
    for (const time of times) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+05:30$/);
      expect(Date.parse(time)).toBeGreaterThanOrEqual(from - 1000);
      expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
    }
    expect(Number(records[0]?.[head.indexOf('time_s')])).toBeGreaterThan(0);
  });
});

test('more people than are shown are counted', async ({ page }) => {
  await page.goto('/?seed-clock=1&backend=wasm&source=sample&max=1');
  await page.waitForFunction(() => window.mien.state.phase === 'live');
  await page.evaluate(async () => {
    for (let step = 0; step < 45; step++) await window.mien.step(1000 / 15);
  });
  await expect(people(page)).toHaveCount(1);
  await expect(page.getByRole('heading', { name: /1 of at least 2 people/ })).toBeVisible();
  await expect(page).toHaveTitle('1 of at least 2 people · Mien');
  await expect(page.locator('[aria-live=polite]:not([role])')).toContainText(
    '1 of at least 2 people. Person 1:',
  );
});
