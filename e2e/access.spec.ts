import { AGE_TEXT, expect, people, test } from './fixtures.ts';
import { openScreen } from './screens.ts';

test.describe('by keyboard alone', () => {
  test('from the welcome screen to a label and into the settings without a pointer', async ({ page }) => {
    await openScreen(page, 'welcome');
    await page.getByRole('button', { name: 'Watch a sample' }).focus();
    await page.keyboard.press('Enter');
    await expect(people(page).first()).toContainText(AGE_TEXT);

    const settings = page.getByRole('button', { name: 'Settings' });
    await settings.focus();
    await page.keyboard.press('Space');
    const sheet = page.getByRole('dialog', { name: 'Settings' });
    await expect(sheet).toBeVisible();
    await sheet.getByRole('checkbox', { name: 'Age' }).focus();
    await page.keyboard.press('Space');
    await expect(sheet.getByRole('checkbox', { name: 'Age' })).not.toBeChecked();
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(settings).toBeFocused();
    await expect(people(page).first()).not.toContainText(AGE_TEXT);
  });

  test('the focus moves to the next screen', async ({ page }) => {
    await openScreen(page, 'welcome');
    await page.getByRole('button', { name: 'Watch a sample' }).press('Enter');
    await expect(people(page).first()).toBeVisible();
    expect(await page.evaluate(() => document.activeElement?.closest('.screen') !== null)).toBe(true);
  });
});

test('the live region announces a summary at most every few seconds', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.evaluate(() => {
    window.spoken = [];
    new MutationObserver(() => {
      const said = document.querySelector('[aria-live=polite]:not([role])')?.textContent ?? '';
      if (said && said !== window.spoken.at(-1)?.said) window.spoken.push({ said, at: performance.now() });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole('button', { name: 'Watch a sample' }).click();
  await expect
    .poll(() => page.evaluate(() => window.spoken.map(({ said }) => said).join(' ')), { timeout: 40_000 })
    .toMatch(/\d (person|people)\. Person \d+: about \d+, (woman|man|gender not sure), \w+/);
  const announced = () => page.evaluate(() => window.spoken.map(({ at }) => at));
  await expect.poll(async () => (await announced()).length).toBeGreaterThan(2);
  const times = await announced();
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  for (const pause of pauses) expect(pause).toBeGreaterThan(4500);
});

declare global {
  interface Window {
    spoken: { said: string; at: number }[];
  }
}
