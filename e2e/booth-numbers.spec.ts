import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { openShow } from './booth.ts';
import { dayRecord, KEY, seedDay } from './booth-days.ts';
import { parseCsv } from './csv.ts';
import { expect, test } from './fixtures.ts';
import { visit, visitorCamera } from './visitor-camera.ts';

const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Presenter’s panel' });

/** Holds the presenter's key. */
async function openPanel(page: Page) {
  await page.keyboard.press('p', { delay: 1200 });
  const panel = panelOf(page);
  await expect(panel).toBeVisible();
  return panel;
}

/** The number under a name in the panel. */
const figure = (page: Page, name: string) =>
  panelOf(page)
    .locator('dl.panel-figures > div', { has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .first();

const kept = (page: Page) => page.evaluate((key) => localStorage.getItem(key), KEY);

test.beforeEach(async ({ page }) => visitorCamera(page));

test('visitors are counted, survive a reload, and nothing else is stored', async ({ page }) => {
  await page.addInitScript(() => {
    window.counted = [];
    window.addEventListener('mien-booth', (event) => {
      window.counted.push((event as CustomEvent<{ counts: unknown }>).detail.counts);
    });
  });
  await openShow(page, 'preset=everything&numbers=all&distance=1');
  for (const x of [0.12, 0.31, 0.5, 0.69, 0.88]) {
    await visit(page, 'far', x);
    await page.waitForTimeout(1800);
    await visit(page, 'nobody');
    await page.waitForTimeout(1300);
  }
  // Somebody who comes, turns away and comes back is one more.
  for (let time = 0; time < 2; time++) {
    await visit(page, 'near');
    await page.waitForTimeout(4500);
    await visit(page, 'nobody');
    await page.waitForTimeout(2500);
  }
  await openPanel(page);
  await expect(figure(page, 'Passed')).toHaveText('6');
  await expect(figure(page, 'Stayed')).toHaveText('not shown');
  await expect(panelOf(page).locator('.panel-machine')).toContainText(/\d+ are read of \d+ from the camera/);
  await expect(panelOf(page)).toContainText('1280 × 720');
  expect(await page.evaluate(() => window.counted.at(-1))).toMatchObject({ passed: 6, stayed: null });

  await page.reload();
  await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
  await openPanel(page);
  await expect(figure(page, 'Passed')).toHaveText('6');
  await expect(panelOf(page)).toContainText('page 1, engine 0');

  const left = await page.evaluate(async () => {
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      local: Object.keys(localStorage),
      session: sessionStorage.length,
      cookies: document.cookie,
      databases: await indexedDB.databases(),
      files,
    };
  });
  expect(left).toEqual({ local: [KEY], session: 0, cookies: '', databases: [], files: [] });
  const text = (await kept(page))!;
  expect(text.length).toBeLessThan(2000);
  // Numbers alone, under names that say nothing about a person and no time finer than ten minutes.
  const names = new Set<string>();
  JSON.parse(text, (name, value) => {
    names.add(name.replace(/^\d+$/, 'number').replace(/^\d{4}-\d\d-\d\d$/, 'date'));
    expect(['number', 'object']).toContain(typeof value);
    return value;
  });
  expect([...names].sort()).toEqual(
    ['', 'age', 'date', 'days', 'emotion', 'engineRestarts', 'gender', 'mass', 'number', 'passed', 'people']
      .concat([
        'seconds',
        'slots',
        'smile',
        'starts',
        'stayed',
        'stays',
        'sums',
        'turned',
        'variance',
        'version',
      ])
      .sort(),
  );
});

test.describe('with a day that was kept', () => {
  const textOf = async (download: Download) => readFileSync((await download.path())!, 'utf8');

  async function save(page: Page, name: string): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panelOf(page).getByRole('button', { name }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^mien-booth-numbers-\d{4}-\d\d-\d\d-\d{4}\.(csv|json)$/);
    return textOf(download);
  }

  test('small cells are neither shown nor saved, and the exports can be read', async ({ page }) => {
    await seedDay(page, dayRecord());
    await openShow(page, 'preset=everything&numbers=all');
    const panel = await openPanel(page);
    await expect(figure(page, 'Passed')).toHaveText('93');
    await expect(figure(page, 'Stayed')).toHaveText('52');
    await expect(figure(page, 'Median stay')).toHaveText('36 s');
    const row = (time: string) => panel.getByRole('row', { name: new RegExp(`^${time}`) });
    await expect(row('09:00')).toHaveText('09:00–09:1040931');
    // Three people passed: not shown, and so is the next bar, because the total would give them away.
    await expect(row('09:10')).toHaveText('09:10–09:20not shownnot shown0');
    await expect(row('09:20')).toHaveText('09:20–09:30not shownnot shown12');
    await expect(panel.getByRole('row', { name: /^30–39/ })).toHaveText('30–3950% ± 12');
    await expect(panel.getByRole('row', { name: /^0–12/ })).toContainText('not shown');
    await expect(panel.getByRole('row', { name: /^smiling/ })).toHaveText(/^smiling\d+% ± \d+$/);

    const csv = parseCsv(await save(page, 'Save as CSV'));
    expect(csv[0]).toEqual(['day', 'from', 'to', 'what', 'group', 'value', 'plus_minus', 'unit']);
    const small = csv.slice(1).filter(([, , , , , value, , unit]) => {
      return unit === 'people' && value !== '' && Number(value) > 0 && Number(value) < 5;
    });
    expect(small).toEqual([]);
    expect(csv.find(([, from, , what]) => from === '09:10' && what === 'passed')?.[5]).toBe('');
    const [day] = JSON.parse(await save(page, 'Save as JSON'));
    expect(day.passed).toBe(93);
    expect(day.bars).toContainEqual({ from: '09:10', to: '09:20', passed: null, stayed: null, turned: 0 });
  });

  test('the preset and the link limit what is shown', async ({ page }) => {
    await seedDay(page, dayRecord());
    await openShow(page, 'preset=age-smile&numbers=all');
    const panel = await openPanel(page);
    await expect(panel).toContainText('Apparent age');
    await expect(panel).not.toContainText(/gender|emotion|woman|happy/i);
    await openShow(page, 'preset=everything&numbers=visits');
    await openPanel(page);
    await expect(figure(page, 'Passed')).toHaveText('93');
    await expect(panel).not.toContainText(/Apparent|woman/);
    await openShow(page, 'numbers=off');
    await openPanel(page);
    await expect(panel).toContainText('The link says that nobody is counted.');
    await expect(panel.getByRole('button', { name: 'Save as CSV' })).toHaveCount(0);
  });

  test('deleting asks first, and then deletes', async ({ page }) => {
    await seedDay(page, dayRecord());
    await openShow(page);
    const panel = await openPanel(page);
    await panel.getByRole('button', { name: 'Delete all numbers' }).click();
    await expect(panel.getByRole('button', { name: 'Keep them' })).toBeFocused();
    await panel.getByRole('button', { name: 'Keep them' }).click();
    await expect(figure(page, 'Passed')).toHaveText('93');
    await panel.getByRole('button', { name: 'Delete all numbers' }).click();
    await panel.getByRole('button', { name: 'Yes, delete' }).click();
    await expect(panel).toContainText('All numbers are deleted.');
    await expect(figure(page, 'Passed')).toHaveText('0');
    await page.reload();
    await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
    await openPanel(page);
    await expect(figure(page, 'Passed')).toHaveText('0');
    expect(await kept(page)).not.toContain('93');
  });

  test('the day is printed on one page, without buttons', async ({ page }) => {
    await seedDay(page, dayRecord());
    await openShow(page, 'preset=everything&numbers=all');
    const panel = await openPanel(page);
    await page.emulateMedia({ media: 'print' });
    await expect(panel.getByRole('button')).toHaveCount(0);
    for (const part of ['.mirror', '.show-words', '.show-notice'])
      await expect(page.locator(part)).toBeHidden();
    await expect(panel.getByText('City Museum')).toBeVisible();
    const pdf = (
      await page.pdf({ format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } })
    ).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  });
});

for (const [name, text, sentence] of [
  ['damaged', '{"version":1,"days":{"2026-11-30":', 'The stored numbers were damaged and could not be read.'],
  ['of a newer version', '{"version":99}', 'The stored numbers are from a newer version of Mien.'],
] as const) {
  test(`numbers that are ${name} begin again, and the panel says so`, async ({ page }) => {
    await seedDay(page, text);
    await openShow(page);
    const panel = await openPanel(page);
    await expect(panel.getByRole('alert')).toContainText(sentence);
    await expect(figure(page, 'Passed')).toHaveText('0');
    await expect.poll(() => kept(page), { timeout: 8000 }).toMatch(/^\{"version":1,"days":\{"\d/);
  });
}

test('a storage that refuses is told, and counting goes on', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await openShow(page);
  const panel = await openPanel(page);
  await expect(panel.getByRole('alert')).toContainText('The browser stores nothing', { timeout: 8000 });
  await expect(figure(page, 'Passed')).toHaveText('0');
});

test('the panel leaves the notice, closes with its key, and by itself', async ({ page }) => {
  await page.clock.install();
  await openShow(page);
  const panel = await openPanel(page);
  const [over, notice] = [await panel.boundingBox(), await page.locator('.show-notice').boundingBox()];
  expect(over!.y + over!.height).toBeLessThanOrEqual(notice!.y + 0.5);
  await page.keyboard.press('p', { delay: 1200 });
  await expect(panel).toHaveCount(0);
  await openPanel(page);
  await page.clock.fastForward(80_000);
  await page.keyboard.press('x');
  await page.clock.fastForward(80_000);
  await expect(panel).toBeVisible();
  await page.clock.fastForward(11_000);
  await expect(panel).toHaveCount(0);
});

for (const size of [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
]) {
  test(`the panel fits on ${size.width} × ${size.height} without scrolling`, async ({ page }) => {
    await page.setViewportSize(size);
    await seedDay(page, dayRecord());
    await openShow(page, 'preset=everything&numbers=all&distance=2');
    const panel = await openPanel(page);
    await expect(panel.locator('.panel-machine')).toContainText('are read');
    const [inside, outside] = await panel.evaluate((one) => [one.scrollHeight, one.clientHeight]);
    expect(inside).toBeLessThanOrEqual(outside!);
  });
}

test('a rehearsal is not kept', async ({ page }) => {
  await openShow(page, 'source=sample');
  const panel = await openPanel(page);
  await expect(panel).toContainText('This is a rehearsal: the numbers are not kept.');
  await page.reload();
  expect(await kept(page)).toBeNull();
});

declare global {
  interface Window {
    counted: unknown[];
  }
}
