import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseCsv } from './csv.ts';
import { expect, fileInput, test } from './fixtures.ts';
import { download, exported, row } from './photo-table.ts';

const FOLDER = 'e2e/photos';
const PHOTOS = readdirSync(FOLDER).filter((name) => /\.(jpg|png|webp)$/.test(name));
const ODD_NAME = "comma, 'quote' =1+1.jpg";

const shownNames = (page: Page) => page.locator('.row-open').allTextContents();

/** Opens photos and waits until all have been read. */
async function openPhotos(page: Page, names: readonly string[]): Promise<void> {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles(names.map((name) => `${FOLDER}/${name}`));
  await expect(page.getByText(`${names.length} photos`, { exact: true })).toBeVisible({ timeout: 60_000 });
}

/** A photo after `turns` quarter turns clockwise, as a PNG without metadata about its rotation. */
async function turned(page: Page, name: string, turns: number): Promise<Buffer> {
  const jpeg = readFileSync(`${FOLDER}/${name}`).toString('base64');
  const png = await page.evaluate(
    async ([data, quarters]) => {
      const photo = new Image();
      photo.src = `data:image/jpeg;base64,${data}`;
      await photo.decode();
      const { naturalWidth: width, naturalHeight: height } = photo;
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = quarters % 2 ? [height, width] : [width, height];
      const context = canvas.getContext('2d');
      context?.translate(canvas.width / 2, canvas.height / 2);
      context?.rotate((quarters * Math.PI) / 2);
      context?.drawImage(photo, -width / 2, -height / 2);
      return canvas.toDataURL('image/png').replace(/^.*,/, '');
    },
    [jpeg, turns] as const,
  );
  return Buffer.from(png, 'base64');
}

test('every kind of photo at once', async ({ page }) => {
  await openPhotos(page, PHOTOS);
  const rows = await exported(page);
  const of = (name: string) => rows.filter(({ source }) => source === name);

  await test.step('a portrait rotated by EXIF has the reading of the upright one', () => {
    const [[upright], [turned]] = [of('portrait.jpg'), of('portrait-exif-6.jpg')];
    expect(upright?.age).toBeGreaterThan(0);
    expect(Math.abs((turned?.age ?? Number.NaN) - (upright?.age ?? 0))).toBeLessThanOrEqual(2);
    expect([turned?.gender, turned?.emotion]).toEqual([upright?.gender, upright?.emotion]);
  });
  await test.step('every format has a face', () => {
    for (const name of ['portrait.jpg', 'portrait.png', 'portrait.webp'])
      expect(of(name), name).toHaveLength(1);
  });
  await test.step('small and tight crops have a face', () => {
    for (const name of ['chip-48-grey.png', 'chip-48-faint.png', 'chip-200.jpg']) {
      expect(of(name), name).toHaveLength(1);
      // They say so little that the age has a range of over 35 years, or the emotion is in doubt.
      expect(of(name)[0]?.withheld, name).toMatch(/^((age|emotion):not-sure)?$/);
    }
  });
  await test.step('a group of twelve has twelve faces', async () => {
    expect(of('group-12.jpg').map(({ face }) => face)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    await expect(row(page, 'group-12.jpg')).toContainText('12');
    await expect(row(page, 'group-12.jpg')).toContainText('+9 more');
  });
  await test.step('files without a face or without a picture have a note', async () => {
    await expect(row(page, 'landscape.jpg')).toContainText('no face found');
    await expect(row(page, 'knees.png')).toContainText('no face found');
    await expect(row(page, 'not-a-picture.jpg')).toContainText('not a picture');
    await expect(row(page, 'truncated.jpg')).toContainText('damaged or incomplete');
    await expect(row(page, 'huge.png')).toContainText('too large: 108 megapixels');
    expect(of('landscape.jpg')).toMatchObject([{ face: null, note: 'no face' }]);
    expect(of('not-a-picture.jpg')).toMatchObject([{ face: null, note: 'not a picture' }]);
    expect(of('huge.png')).toMatchObject([
      { face: null, note: 'too large: 108 megapixels; make it smaller than 64' },
    ]);
  });
  await page.screenshot({ path: 'test-results/photos/every kind.png' });
});

test('rotated photos have the readings of the upright ones', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const photos = [
    ['portrait.jpg', 0],
    ['portrait.jpg', 1],
    ['portrait.jpg', 2],
    ['portrait.jpg', 3],
    ['group-12.jpg', 3],
  ] as const;
  const files = await Promise.all(
    photos.map(async ([name, turns]) => ({
      name: `${turns} ${name}`,
      mimeType: 'image/png',
      buffer: await turned(page, name, turns),
    })),
  );
  await fileInput(page).setInputFiles(files);
  await expect(page.getByText(`${files.length} photos`, { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: 'test-results/photos/rotated.png' });
  const rows = await exported(page);
  const of = (name: string) => rows.filter(({ source }) => source === name);
  const [upright] = of('0 portrait.jpg');
  for (const turns of [1, 2, 3]) {
    const [rotated, ...others] = of(`${turns} portrait.jpg`);
    expect(others, `${turns} quarter turns`).toEqual([]);
    expect(Math.abs((rotated?.age ?? Number.NaN) - (upright?.age ?? 0)), `${turns}`).toBeLessThanOrEqual(2);
    expect([rotated?.gender, rotated?.emotion]).toEqual([upright?.gender, upright?.emotion]);
  }
  expect(of('3 group-12.jpg')).toHaveLength(12);
});

test('photos are read without the second network if it cannot be loaded', async ({ page }) => {
  await page.route('**/short-range.bin*', (route) => route.abort());
  await openPhotos(page, ['chip-48-faint.png', 'chip-200.jpg']);
  await expect(row(page, 'chip-48-faint.png')).toContainText('no face found');
  expect((await exported(page)).map(({ face }) => face)).toEqual([null, 1]);
});

test('a click on a column sorts ascending, then descending, then by arrival', async ({ page }) => {
  const names = ['portrait.jpg', 'chip-200.jpg', 'not-a-picture.jpg', ODD_NAME, 'group-12.jpg'];
  await openPhotos(page, names);
  const head = (name: string) => page.getByRole('columnheader', { name });
  await expect.poll(() => shownNames(page)).toEqual(names);

  await head('Photo').getByRole('button').click();
  await expect(head('Photo')).toHaveAttribute('aria-sort', 'ascending');
  const byName = [...names].sort(new Intl.Collator('en', { numeric: true }).compare);
  await expect.poll(() => shownNames(page)).toEqual(byName);
  await head('Photo').getByRole('button').click();
  await expect(head('Photo')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => shownNames(page)).toEqual([...byName].reverse());
  await head('Photo').getByRole('button').click();
  await expect.poll(() => shownNames(page)).toEqual(names);

  const firstAge = new Map(
    (await exported(page)).flatMap(({ source, face, age }) => (face === 1 && age ? [[source, age]] : [])),
  );
  await head('Age').getByRole('button').click();
  const ages = (await shownNames(page)).map((name) =>
    Math.round(firstAge.get(name) ?? Number.POSITIVE_INFINITY),
  );
  expect(ages).toEqual([...ages].sort((a, b) => a - b));
  // A row without an age is last in either order.
  await head('Age').getByRole('button').click();
  expect((await shownNames(page)).at(-1)).toBe('not-a-picture.jpg');
});

test('photos are filtered by result and by name', async ({ page }) => {
  await openPhotos(page, ['portrait.jpg', 'chip-200.jpg', 'not-a-picture.jpg', 'landscape.jpg']);
  const which = page.getByRole('combobox', { name: 'Photos' });
  await which.selectOption('With faces');
  await expect.poll(() => shownNames(page)).toEqual(['portrait.jpg', 'chip-200.jpg']);
  await which.selectOption('No face');
  await expect.poll(() => shownNames(page)).toEqual(['landscape.jpg']);
  await which.selectOption('Not read');
  await expect.poll(() => shownNames(page)).toEqual(['not-a-picture.jpg']);
  await which.selectOption('All');

  const [portrait] = (await exported(page)).filter(({ source }) => source === 'portrait.jpg');
  await page.getByRole('combobox', { name: 'Gender' }).selectOption(portrait?.gender ?? '');
  await page.getByRole('combobox', { name: 'Emotion' }).selectOption(portrait?.emotion ?? '');
  await expect.poll(() => shownNames(page)).toContain('portrait.jpg');
  await expect.poll(() => shownNames(page)).not.toContain('landscape.jpg');

  await page.getByRole('searchbox', { name: 'Find by name' }).fill('nothing is called so');
  await expect(page.getByText('No photo fits these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => shownNames(page)).toHaveLength(4);
});

test('the detail is opened by click or Enter, paged by arrow keys and closed by Escape', async ({ page }) => {
  await openPhotos(page, ['portrait.jpg', 'chip-200.jpg', 'not-a-picture.jpg']);
  const detail = (name: string) => page.getByRole('dialog', { name });
  await row(page, 'portrait.jpg').click();
  await expect(detail('portrait.jpg')).toBeVisible();
  await expect(detail('portrait.jpg').getByRole('list', { name: 'People' }).locator('> li')).toHaveCount(1);
  await expect(detail('portrait.jpg').locator('canvas.stage-picture')).toBeVisible();
  await page.screenshot({ path: 'test-results/photos/detail.png' });
  await page.keyboard.press('ArrowRight');
  await expect(detail('chip-200.jpg')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(detail('not-a-picture.jpg')).toContainText('Not a picture');
  await expect(detail('not-a-picture.jpg')).toContainText('This picture cannot be shown.');
  await page.keyboard.press('ArrowRight');
  await expect(detail('not-a-picture.jpg')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(detail('chip-200.jpg')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  const opener = page.getByRole('button', { name: 'Open chip-200.jpg' });
  await opener.focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('button', { name: 'Open portrait.jpg' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(detail('chip-200.jpg')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('CSV and JSON have one row per face, with unusual names intact and harmless', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const bytes = readFileSync(`${FOLDER}/chip-200.jpg`);
  await fileInput(page).setInputFiles([
    { name: ODD_NAME, mimeType: 'image/jpeg', buffer: readFileSync(`${FOLDER}/${ODD_NAME}`) },
    { name: '=HYPERLINK("http:⁄⁄example.org","x").jpg', mimeType: 'image/jpeg', buffer: bytes },
    {
      name: 'group-12.jpg',
      mimeType: 'image/jpeg',
      buffer: readFileSync(`${FOLDER}/group-12.jpg`),
    },
    {
      name: 'landscape.jpg',
      mimeType: 'image/jpeg',
      buffer: readFileSync(`${FOLDER}/landscape.jpg`),
    },
  ]);
  await expect(page.getByText('4 photos', { exact: true })).toBeVisible({ timeout: 60_000 });

  const csv = await download(page, 'CSV');
  expect(csv.name).toMatch(/^mien-photos-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
  const [head = [], ...records] = parseCsv(csv.text);
  expect(new Set(records.map((record) => record.length))).toEqual(new Set([head.length]));
  expect(records).toHaveLength(1 + 1 + 12 + 1);
  const column = (name: string) => records.map((record) => record[head.indexOf(name)]);
  expect(column('source')[0]).toBe(ODD_NAME);
  // A spreadsheet treats text that begins with "=" as a formula, unless an apostrophe precedes it.
  expect(column('source')[1]).toBe(`'=HYPERLINK("http:⁄⁄example.org","x").jpg`);
  expect(column('note').at(-1)).toBe('no face');
  for (const age of column('age').slice(0, -1)) expect(Number(age)).toBeGreaterThan(0);

  const json = JSON.parse((await download(page, 'JSON')).text) as Record<string, unknown>[];
  expect(json).toHaveLength(records.length);
  expect(Object.keys(json[0] ?? {})).toEqual(head);
  expect(json[1]?.source).toBe('=HYPERLINK("http:⁄⁄example.org","x").jpg');
  expect(json.map(({ age }) => (age === null ? '' : String(age)))).toEqual(column('age'));
});
