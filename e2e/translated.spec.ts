import type { Page } from '@playwright/test';
import { expect, fileInput, people, test } from './fixtures.ts';
import { row } from './photo-table.ts';
import { textsNextToNodes } from './screen-checks.ts';
import { openScreen } from './screens.ts';

/** Replaces every text node by two nested elements with the text, as page translation does. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.append(text.data);
      outer.append(inner);
      text.replaceWith(outer);
    }
  });

const STEP_MS = 200;

/** Plays `steps` of the sample in the stepped page. */
const play = (page: Page, steps: number) =>
  page.evaluate(
    async ({ steps, ms }) => {
      for (let step = 0; step < steps; step++) await window.mien.step(ms);
    },
    { steps, ms: STEP_MS },
  );

async function sample(page: Page): Promise<void> {
  await page.goto('/?seed-clock=1&backend=wasm&source=sample');
  await page.waitForFunction(() => window.mien.state.phase === 'live');
}

const words = (page: Page) =>
  page.evaluate(() => document.querySelector('.side')?.textContent?.replace(/\s+/g, ' '));

test('the live view of a translated page is kept up to date', async ({ page }) => {
  const stops = [12, 12, 12];
  await sample(page);
  const plain: (string | undefined)[] = [];
  for (const steps of stops) {
    await play(page, steps);
    plain.push(await words(page));
  }
  expect(new Set(plain).size).toBe(stops.length);
  await sample(page);
  for (const [index, steps] of stops.entries()) {
    await play(page, steps);
    expect(await words(page)).toBe(plain[index]);
    await translate(page);
  }
  await page.getByRole('button', { name: 'Record results' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await translate(page);
  await page.getByRole('checkbox', { name: 'Gender' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(people(page).first()).toBeVisible();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await translate(page);
  await page.getByRole('button', { name: 'Watch a sample' }).click();
  await page.waitForFunction(() => window.mien.state.phase === 'live');
});

test('so is its table of photos', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await translate(page);
  const photo = (name: string) => `e2e/photos/${name}`;
  await fileInput(page).setInputFiles(['portrait.jpg', 'group-12.jpg'].map(photo));
  await expect(page.getByText('2 photos', { exact: true })).toBeVisible();
  await translate(page);
  await fileInput(page).setInputFiles(['landscape.jpg', 'not-a-picture.jpg'].map(photo));
  await expect(page.getByText('4 photos', { exact: true })).toBeVisible();
  await expect(row(page, 'landscape.jpg')).toContainText('no face found');
  await translate(page);
  for (const column of ['Age', 'Age', 'Photo']) {
    await page.getByRole('columnheader', { name: column }).getByRole('button').click();
  }
  await page.getByRole('searchbox', { name: 'Find by name' }).fill('group');
  await row(page, 'group-12.jpg').click();
  await translate(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText('No photos yet')).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('every text is the only child of its element: cards of photos and a notice', async ({ page }) => {
    await openScreen(page, 'photos');
    const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') };
    await fileInput(page).setInputFiles([text]);
    await expect(page.getByText('“notes.txt” is neither a picture nor a video.')).toBeVisible();
    expect(await textsNextToNodes(page)).toEqual([]);
  });
});
