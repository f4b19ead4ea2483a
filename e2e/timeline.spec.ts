import type { Locator, Page } from '@playwright/test';
import { drawCamera } from './drawn-camera.ts';
import { AGE_TEXT, expect, people, test } from './fixtures.ts';
import { axeViolations, textsNextToNodes } from './screen-checks.ts';

const timeline = (page: Page): Locator => page.getByRole('region', { name: 'Timeline', exact: true });
const scrubber = (page: Page): Locator => page.getByRole('slider', { name: 'Timeline', exact: true });
const sentences = (page: Page): Locator => page.getByRole('list', { name: 'The last minute in words' });
const seconds = async (slider: Locator): Promise<number> => Number(await slider.inputValue());

async function openTable(page: Page): Promise<Locator> {
  await timeline(page).getByRole('button', { name: 'As a table' }).click();
  return timeline(page).getByRole('table');
}

/** Plays `count` steps of 200 ms of the sample, each drawn before the next. */
async function stepSample(page: Page, count: number): Promise<void> {
  await page.goto('/?seed-clock=1&backend=wasm&source=sample&timeline=on');
  await page.waitForFunction(() => window.mien.state.phase === 'live');
  await expect(scrubber(page)).toBeVisible();
  await page.evaluate(async (count) => {
    for (let step = 0; step < count; step++) await window.mien.step(200);
  }, count);
}

/** The number of different colours of the drawing, those of its bands without their blended edges. */
const coloursDrawn = (page: Page): Promise<number> =>
  page.locator('.timeline canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map<number, number>();
    for (let i = 0; i < data.length; i += 4) {
      const colour = (data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts.values()].filter((pixels) => pixels > 200).length;
  });

test('the same clip has the same sentences and the same table; all is accessible', async ({ page }) => {
  const run = async () => {
    await stepSample(page, 30);
    const table = await openTable(page);
    await expect(table.getByRole('columnheader')).toHaveText(['Time', 'Person', 'Looked', 'Smiling', 'Age']);
    return { said: await sentences(page).innerText(), rows: await table.innerText() };
  };
  const first = await run();
  expect(first.said).toMatch(
    /^Person \d+, last minute: looked (mostly )?\w+, (smiled|did not smile).*, \d+ s in view; age (settled at|so far) \d+/m,
  );
  expect(first.said.split('\n')).toHaveLength(await people(page).count());
  expect(first.rows).toMatch(/0:00–0:05\s+Person 1\s+happy\s+100%\s+\d+–\d+/);
  expect(first.rows).toMatch(/0:05–0:10/);
  expect(await coloursDrawn(page)).toBeGreaterThan(4);
  expect(await axeViolations(page)).toEqual([]);
  expect(await textsNextToNodes(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
  expect(await run()).toEqual(first);
});

test('in a clip a click and the keys seek, and what was seen before stays', async ({ page }) => {
  await page.goto('/?backend=wasm&source=sample&timeline=on');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  const position = page.getByRole('slider', { name: 'Position' });
  await expect.poll(() => seconds(position)).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Pause' }).click();
  const slider = scrubber(page);
  const box = await slider.boundingBox();
  if (!box) throw new Error('no timeline');

  await slider.click({ position: { x: box.width * 0.75, y: box.height / 2 } });
  const length = Number(await position.getAttribute('max'));
  await expect.poll(async () => Math.abs((await seconds(position)) - 0.75 * length)).toBeLessThan(0.1);
  await expect(slider).toHaveAttribute('aria-valuetext', /^0:17 of 0:23\. Person \d+: /);

  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => Math.abs((await seconds(position)) - 0.75 * length + 1)).toBeLessThan(0.1);
  await page.keyboard.press('Home');
  await expect.poll(() => seconds(position)).toBe(0);
  await expect(slider).toHaveAttribute('aria-valuetext', /^0:00 of 0:23\. Person \d+: \w+ \d+%/);
  const rows = await openTable(page);
  await expect(rows).toContainText('0:00–0:05');
  await expect(rows).toContainText('0:15–0:20');

  await slider.hover({ position: { x: box.width * 0.003, y: box.height / 2 } });
  await expect(timeline(page)).toContainText(/0:00.*happy \d+%, smiling, \d+–\d+/s);
  await page.mouse.move(0, 0);
  await expect(page.locator('.timeline-values')).toHaveCount(0);
});

test('of a camera the keys and the pointer tell the values at a moment', async ({ page }) => {
  await drawCamera(page);
  await page.goto('/?backend=wasm&source=camera&timeline=on');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  const slider = scrubber(page);
  await expect(slider).toBeVisible();
  const filled = () => sentences(page).innerText();
  await expect.poll(filled).toMatch(/Person 1, last minute: looked \w+.*, [3-9] s in view/);
  await slider.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /^0:0\d · \d s ago\. Person 1: \w+ \d+%, (not )?smiling, \d+/,
  );
  await expect(page.locator('.timeline-values')).toContainText(/s ago.*\w+ \d+%/s);
  await page.keyboard.press('Escape');
  await expect(page.locator('.timeline-values')).toHaveCount(0);
});

test('is shown where there is room, and follows the settings', async ({ page }) => {
  await page.goto('/?backend=wasm&source=sample');
  await expect(scrubber(page)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(timeline(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Settings' }).click();
  const choice = page.getByRole('dialog').getByRole('group', { name: 'Timeline' });
  await expect(choice.getByRole('radio', { name: 'Where there is room' })).toBeChecked();
  await choice.getByRole('radio', { name: 'On' }).check();
  await page.keyboard.press('Escape');
  await expect(scrubber(page)).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('mien.settings'))).toBe('{"timeline":"on"}');
  await page.goto('/?backend=wasm&source=sample&show=gender');
  await expect(people(page).first()).toBeVisible();
  await expect(timeline(page)).toHaveCount(0);
});

test.describe('its code', () => {
  test.use({ expectedComplaints: /ERR_FAILED/ });
  test('that does not arrive is said in a sentence', async ({ page }) => {
    await page.route('**/Timeline-*.js', (route) => route.abort());
    await page.goto('/?backend=wasm&source=sample&timeline=on');
    await expect(timeline(page)).toContainText('The timeline could not be loaded.');
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });
});
