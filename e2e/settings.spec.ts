import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { AGE_TEXT, expect, fileInput, openStepped, people, stepThrough, test } from './fixtures.ts';
import { madeClip } from './made-clips.ts';
import { breakWorker, SABOTAGE } from './sabotage.ts';

const STORED = 'mien.settings';
const stored = (page: Page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}'), STORED);

async function openSettings(page: Page) {
  await page.getByRole('button', { name: 'Settings' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
}

test.describe('URL parameters', () => {
  test('show=age hides the rest', async ({ page }) => {
    await page.goto('/?backend=wasm&source=sample&show=age');
    const person = people(page).first();
    await expect(person).toContainText(AGE_TEXT);
    await expect(person).not.toContainText(/woman|man|not sure/);
    await expect(person).not.toContainText(/Looks|neutral|happy/);
    await expect(person).not.toContainText(/smiling/i);
  });

  test('show=gender,emotion,smile hides the age', async ({ page }) => {
    await page.goto('/?backend=wasm&source=sample&show=gender,emotion,smile');
    const person = people(page).first();
    await expect(person).toContainText(/woman|man|not sure/);
    await expect(person).toContainText(/Looks/);
    await expect(person).toContainText(/smiling/i);
    await expect(person).not.toContainText(AGE_TEXT);
  });

  test('max=1 tracks one of four faces', async ({ page }) => {
    await openStepped(page, madeClip('four-faces'), '&max=1');
    const one = await stepThrough(page, 2, 100);
    expect(Math.max(...one.map(({ faces }) => faces.length))).toBe(1);
    expect(Math.max(...one.map(({ cost }) => cost.classified))).toBe(1);
    // The bench uses both figures; live, every face is classified exactly once.
    for (const { cost } of one) expect(cost.readings).toBe(cost.classified);
    await openStepped(page, madeClip('four-faces'));
    const all = await stepThrough(page, 2, 100);
    expect(all.at(-1)?.faces).toHaveLength(4);
  });

  test('detector=short loads the other detector, in addition to the default one that is preloaded', async ({
    page,
  }) => {
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto('/?backend=wasm&source=sample&detector=short');
    await expect(people(page).first()).toContainText(AGE_TEXT);
    const detectors = fetched.filter((url) => /(full|short)-range\./.test(url));
    const names = detectors.map((url) => /(full|short)-range/.exec(url)?.[0]).sort();
    expect(names).toEqual(['full-range', 'short-range']);
  });

  test('smooth=off shows each frame on its own', async ({ page }) => {
    const ages = async (query: string) => {
      await openStepped(page, madeClip('one-face'), query);
      const results = await stepThrough(page, 1, 100);
      return results.flatMap(({ faces }) => faces[0]?.reading?.age.years ?? []);
    };
    const moves = (years: readonly number[]) =>
      years.slice(1).reduce((sum, year, index) => sum + Math.abs(year - (years[index] ?? year)), 0);
    const [off, on] = [moves(await ages('&smooth=off')), moves(await ages(''))];
    expect(off).toBeGreaterThan(on);
  });

  test('theme=dark sets the theme', async ({ page }) => {
    await page.goto('/?theme=dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  test('their values are shown in the settings', async ({ page }) => {
    await page.goto('/?backend=wasm&source=sample&show=age&smooth=off&max=5&mirror=on&detector=short');
    const sheet = await openSettings(page);
    await expect(sheet.getByRole('checkbox', { name: 'Age' })).toBeChecked();
    await expect(sheet.getByRole('checkbox', { name: 'Emotion' })).not.toBeChecked();
    await expect(sheet.getByRole('checkbox', { name: /Steady readings/ })).not.toBeChecked();
    await expect(sheet.getByLabel('Most faces at once')).toHaveValue('5');
    await expect(sheet.getByRole('radio', { name: 'Always' })).toBeChecked();
    await expect(sheet.getByRole('radio', { name: 'Near only, faster' })).toBeChecked();
    await expect(sheet.getByRole('radio', { name: 'Processor (WebAssembly)' })).toBeChecked();
  });
});

test.describe('stored settings', () => {
  test('survive a reload, and URL parameters take precedence', async ({ page }) => {
    await page.goto('/?source=sample&backend=wasm');
    let sheet = await openSettings(page);
    await sheet.getByRole('checkbox', { name: 'Emotion' }).uncheck();
    await sheet.getByLabel('Most faces at once').selectOption('4');
    await sheet.getByRole('radio', { name: 'Dark' }).check();
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(people(page).first()).toContainText(AGE_TEXT);
    await expect(people(page).first()).not.toContainText('Looks');
    sheet = await openSettings(page);
    await expect(sheet.getByLabel('Most faces at once')).toHaveValue('4');

    await page.goto('/?source=sample&backend=wasm&max=2&theme=light');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    sheet = await openSettings(page);
    await expect(sheet.getByLabel('Most faces at once')).toHaveValue('2');
    await expect(sheet.getByRole('checkbox', { name: 'Emotion' })).not.toBeChecked();
  });

  test('are not changed by URL parameters', async ({ page }) => {
    await page.goto('/?source=sample&backend=wasm&max=2&theme=light&show=age');
    const sheet = await openSettings(page);
    await sheet.getByRole('checkbox', { name: /Steady readings/ }).uncheck();
    expect(await stored(page)).toEqual({ smooth: false });
    await page.goto('/');
    await page.evaluate(() => window.mien.state.phase);
    expect(await stored(page)).toEqual({ smooth: false });
  });

  test('are ignored where a value is invalid', async ({ page }) => {
    await page.addInitScript((key) => {
      localStorage.setItem(
        key,
        JSON.stringify({ maxFaces: 'many', theme: 'dark', smooth: 3, colour: 'blue' }),
      );
    }, STORED);
    await page.goto('/?backend=wasm');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await fileInput(page).setInputFiles(madeClip('one-face'));
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });
});

test('changes of the detector and the backend take effect while the sample runs', async ({ page }) => {
  test.slow();
  await breakWorker(page, SABOTAGE.recordedStages);
  await page.goto('/?source=sample&backend=wasm');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  const sheet = await openSettings(page);
  const short = page.waitForRequest('**/short-range.*');
  await sheet.getByRole('radio', { name: 'Near only, faster' }).check();
  await short;
  await sheet.getByRole('radio', { name: 'Graphics (WebGL)' }).check();
  // Software WebGL starts in 13 s, or in 45 s while another test runs.
  await expect.poll(() => page.evaluate(() => window.mien.state.backend), { timeout: 150_000 }).toBe('webgl');
  // Each batch size and each run of the self-test is reported, because the page gives up on a start that reports
  // nothing for 45 s.
  const stages = await page
    .workers()[0]
    ?.evaluate(() => (globalThis as unknown as { stages: string[] }).stages);
  const reports = (stage: string) => stages?.filter((one) => one === stage).length;
  expect([reports('model'), reports('self-test')]).toEqual([5, 3]);
  await page.keyboard.press('Escape');
  await expect(people(page).first()).toContainText(AGE_TEXT, { timeout: 60_000 });
  expect(page.workers()).toHaveLength(1);
});

test('the settings name the version of the page and of the network', async ({ page }) => {
  const versionIn = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
  await page.goto('/?backend=wasm&source=sample');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  const sheet = await openSettings(page);
  const network = `mien-face-attributes ${versionIn('public/models/face-attributes/card.json')}`;
  await expect(sheet).toContainText(`Mien ${versionIn('package.json')} · ${network}`);
});
