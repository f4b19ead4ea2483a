import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { boothLink } from './booth.ts';
import { CARD_FRAGMENT, CARD_TEXT, pixelsOf } from './card.ts';
import { AGE_TEXT, expect, fileInput, people, test } from './fixtures.ts';

const card = (page: Page) => page.getByRole('img', { name: /^What (this face|these faces) seems? to say/ });

/** Opens the sheet that makes a card of a photo. */
async function openMaker(page: Page, photo: string) {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles(`e2e/photos/${photo}`);
  await expect(page.getByRole('row', { name: new RegExp(photo) })).toContainText(/\d+–\d+/);
  await page.getByRole('button', { name: `Open ${photo}` }).click();
  await page.getByRole('button', { name: 'Keep this picture' }).click();
  const sheet = page.getByRole('dialog', { name: 'Keep this picture' });
  await sheet.getByRole('radio', { name: 'Card' }).check();
  return sheet;
}

test('a card of a photo has whom and what was chosen, and its link opens the same card without a face', async ({
  page,
  context,
}) => {
  const sheet = await openMaker(page, 'group-12.jpg');
  const persons = sheet.getByRole('checkbox', { name: /^Person \d+/ });
  await expect(sheet.getByRole('checkbox', { name: /^Person \d+/, checked: true })).toHaveCount(8);
  expect(await persons.count()).toBeGreaterThan(8);
  await expect(persons.nth(8)).toBeDisabled();
  for (let person = 2; person < 8; person++) await persons.nth(person).uncheck();
  await expect(persons.nth(8)).toBeEnabled();
  await expect(card(page)).toHaveAccessibleName(/^What these faces seem to say: [^;]+; [^;]+\.$/);
  const withFaces = await pixelsOf(card(page));
  expect(withFaces).toMatchObject({ width: 1080, height: 1350 });

  await sheet.getByRole('checkbox', { name: 'With faces' }).uncheck();
  await sheet.getByRole('radio', { name: '1080 × 1080' }).check();
  await expect.poll(async () => (await pixelsOf(card(page))).height).toBe(1080);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/card.*\.png$/);
  expect(
    readFileSync(await file.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const faceless = await pixelsOf(card(page));
  expect(faceless.hash).not.toBe(withFaces.hash);

  const address = await sheet
    .getByRole('region', { name: 'A link to the same card' })
    .locator('code')
    .innerText();
  expect(address).toMatch(/^http:\/\/localhost:\d+\/#card=[\w-]{19}$/);
  const other = await context.newPage();
  await other.goto(address);
  // A page that has never seen the picture draws the same card, so that no pixel of the picture is on it.
  expect(await pixelsOf(card(other))).toEqual(faceless);
  expect(await card(other).getAttribute('alt')).toBe(await card(page).getAttribute('alt'));
});

test('a card of the live picture follows the settings and can be taken again', async ({ page }) => {
  await page.goto('/?backend=wasm&source=sample&show=age,smile');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await page.keyboard.press('s');
  const sheet = page.getByRole('dialog', { name: 'Keep a moment' });
  await sheet.getByRole('radio', { name: 'Card' }).check();
  await expect(card(page)).toHaveAccessibleName(/(Age \d+|[Aa]ge)/);
  await expect(card(page)).not.toHaveAccessibleName(/woman|man|gender|happy|neutral|emotion/i);
  await expect(sheet.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const address = await card(page).getAttribute('src');
  await sheet.getByRole('button', { name: 'Take another' }).click();
  await expect(card(page)).not.toHaveAttribute('src', address ?? '');
  for (const one of await sheet.getByRole('checkbox', { name: /^Person/ }).all()) await one.uncheck();
  await expect(sheet.getByText('Choose at least one person.')).toBeVisible();
});

test('a link shows the card, says what it is, and leads to the start page', async ({
  page,
  context,
  watch,
}) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`));
  await page.goto(`/${CARD_FRAGMENT}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A card that was shared with you');
  await expect(page.getByText('somebody else’s page made. The link can have been changed')).toBeVisible();
  await expect(card(page)).toHaveAccessibleName(CARD_TEXT);
  await expect(page).toHaveTitle('A shared card · Mien');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  // Playwright adds the fragment to the address of the page itself; the server never sees it.
  const text = CARD_FRAGMENT.slice(6);
  expect(asked.filter((one) => !one.startsWith(page.url()) && one.includes(text))).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
    0,
    0,
    '',
  ]);

  await page.getByRole('button', { name: 'Make your own' }).click();
  await expect(page.getByRole('button', { name: 'Watch a sample' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  expect(watch.foreignRequests).toEqual([]);
});

test('a wrong link gives one sentence', async ({ page }) => {
  const wrong = [
    CARD_FRAGMENT.slice(0, -1),
    `${CARD_FRAGMENT}A`,
    '#card=',
    '#card=%F0%9F%92%A9',
    `#card=${'A'.repeat(20_000)}`,
  ];
  await page.goto('/');
  for (const fragment of wrong) {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, fragment);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link holds no card');
    await expect(page.getByText('It was cut or changed on its way')).toBeVisible();
    await page.getByRole('button', { name: 'Make your own' }).click();
    await expect(page.getByRole('button', { name: 'Watch a sample' })).toBeVisible();
  }
});

test('a link opens in the open page, and leaves what is there', async ({ page }) => {
  const open = (fragment: string) =>
    page.evaluate((hash) => {
      window.location.hash = hash;
    }, fragment);
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles('e2e/photos/portrait.jpg');
  await expect(page.getByRole('row', { name: /portrait\.jpg/ })).toContainText(/\d+–\d+/);
  await open(CARD_FRAGMENT);
  await expect(card(page)).toHaveAccessibleName(CARD_TEXT);
  await page.getByRole('button', { name: 'Make your own' }).click();
  await expect(page.getByRole('row', { name: /portrait\.jpg/ })).toBeVisible();

  await open(CARD_FRAGMENT);
  await expect(card(page)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('row', { name: /portrait\.jpg/ })).toBeVisible();

  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('button', { name: 'Watch a sample' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await open(CARD_FRAGMENT);
  await page.waitForTimeout(300);
  await expect(people(page).first()).toBeVisible();
});

test.describe('without its code', () => {
  test.use({ expectedComplaints: /Failed to load resource/ });
  test('a link says that the card could not be loaded', async ({ page }) => {
    await page.route('**/SharedCard-*.js', (route) => route.abort());
    await page.goto(`/${CARD_FRAGMENT}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The card could not be loaded');
    await page.getByRole('button', { name: 'Make your own' }).click();
    await expect(page.getByRole('button', { name: 'Watch a sample' })).toBeVisible();
  });
});

test('a booth offers the card of the nearest person only if its link asks for it', async ({ page }) => {
  const code = page.getByRole('img', { name: 'QR code of a link with this guess' });
  await page.goto(boothLink('source=sample&card=on'));
  await expect(code).toBeVisible();
  await page.goto(boothLink('source=sample'));
  await expect(page.getByText('Only a guess')).toBeVisible();
  // Not a retrying assertion: it would wait until nobody is there.
  expect(await code.count()).toBe(0);
});
