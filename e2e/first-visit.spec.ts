import type { Page, Request } from '@playwright/test';
import { AGE_TEXT, expect, people, type SeenResult, test } from './fixtures.ts';

const WEIGHTS = '**/weights.bin*';

/** Holds the attribute network's weights back. The returned function delivers or refuses them. */
async function holdWeights(page: Page): Promise<(answer: 'give' | 'refuse') => void> {
  let settle: (answer: 'give' | 'refuse') => void = () => {};
  const settled = new Promise<'give' | 'refuse'>((resolve) => {
    settle = resolve;
  });
  await page.route(WEIGHTS, async (route) => {
    if ((await settled) === 'give') await route.continue();
    else await route.abort('connectionreset');
  });
  return settle;
}

/** Resolves with the faces of the next live result that has any. */
const facesOfAResult = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<SeenResult['faces']>((resolve) => {
        window.addEventListener('mien-result', (event) => {
          const { faces } = (event as CustomEvent<SeenResult>).detail;
          if (faces.length > 0) resolve(faces);
        });
      }),
  );

test('boxes are shown before the attribute network has arrived, readings afterwards', async ({ page }) => {
  const settle = await holdWeights(page);
  await page.goto('/?source=sample&backend=wasm');
  await expect(people(page).first()).toContainText('looking…');
  const faces = await facesOfAResult(page);
  expect(faces[0]?.box.width).toBeGreaterThan(20);
  for (const { settled, reading, shown } of faces) {
    expect({ settled, reading, shown }).toEqual({ settled: false, reading: null, shown: null });
  }
  expect(await page.evaluate(() => window.mien.state)).toMatchObject({ phase: 'live', engine: 'loading' });
  const ids = faces.map(({ id }) => id);
  settle('give');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  expect(await page.evaluate(() => window.mien.state.engine)).toBe('ready');
  expect(ids.length).toBeGreaterThan(0);
});

test('photos wait for the attribute network', async ({ page }) => {
  const settle = await holdWeights(page);
  await page.goto('/?backend=wasm');
  await page.locator('input[type=file]').first().setInputFiles('e2e/photos/portrait.jpg');
  const row = page.getByRole('row', { name: /portrait\.jpg/ });
  await expect(row).toBeVisible();
  await page.waitForTimeout(1500);
  await expect(row).not.toContainText(/\d+–\d+/);
  settle('give');
  await expect(row).toContainText(/\d+–\d+/);
});

test.describe('the attribute network fails to load', () => {
  test.use({ expectedComplaints: /Failed to load resource/ });
  test('the page reports it instead of the boxes, and trying again works', async ({ page }) => {
    const settle = await holdWeights(page);
    await page.goto('/?source=sample&backend=wasm');
    await expect(people(page).first()).toContainText('looking…');
    settle('refuse');
    await expect(page.getByRole('heading', { name: 'A part of the page is missing' })).toBeVisible();
    await page.screenshot({ path: 'test-results/trouble/no weights.png' });
    await page.unroute(WEIGHTS);
    await page.getByRole('button', { name: /again/i }).click();
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });
});

test('each file is requested once, the detector before the attribute network', async ({ page }) => {
  const requested: string[] = [];
  page.on('request', (request: Request) => {
    const { pathname } = new URL(request.url());
    if (pathname.includes('/models/')) requested.push(pathname.replace(/^.*\//, ''));
  });
  await page.goto('/?backend=wasm');
  await page.waitForFunction(() => window.mien.state.engine === 'ready');
  const position = (name: string) => requested.indexOf(name);
  expect([...requested].sort()).toEqual([
    'card.json',
    'full-range.bin',
    'golden.bin',
    'manifest.json',
    'model.json',
    'weights.bin',
  ]);
  for (const later of ['card.json', 'model.json', 'weights.bin', 'golden.bin']) {
    expect(position(later)).toBeGreaterThan(position('full-range.bin'));
  }
  expect(await page.locator('link[rel=preload]').count()).toBe(3);
});

test.describe('the near-range detector is chosen', () => {
  test('the page fetches it by itself and works', async ({ page }) => {
    await page.goto('/?source=sample&backend=wasm&detector=short');
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });
});
