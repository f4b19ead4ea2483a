import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openScreen } from './screens.ts';

/** The colours of an element, which show its state. */
const look = (one: Locator) =>
  one.evaluate((element) => {
    const { color, backgroundColor, borderColor } = getComputedStyle(element);
    return { color, backgroundColor, borderColor };
  });

/** Resolves a system colour to its RGB value. */
const systemColour = (page: Page, name: string) =>
  page.evaluate((name) => {
    const probe = document.createElement('p');
    probe.style.color = name;
    probe.style.setProperty('forced-color-adjust', 'none');
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, name);

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`a contrast theme on ${scheme}`, () => {
    test.use({ colorScheme: scheme, contrast: 'more' });

    test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: 'active', colorScheme: scheme }));

    test('the chosen option of every row differs from the others', async ({ page }) => {
      await openScreen(page, 'settings');
      const rows = page.getByRole('dialog').locator('.choice-row');
      await expect(rows).toHaveCount(7);
      for (const row of await rows.all()) {
        const chosen = await look(row.locator('input:checked + span'));
        const other = await look(row.locator('input:not(:checked) + span').first());
        expect(chosen.backgroundColor).not.toBe(other.backgroundColor);
        expect(chosen.color).not.toBe(chosen.backgroundColor);
        expect(other.borderColor).not.toBe(other.backgroundColor);
      }
    });

    test('a pressed button differs from one that is not, and people keep their colours', async ({ page }) => {
      await openScreen(page, 'live');
      for (const name of ['Repeat', 'Mirror the picture']) {
        const button = page.getByRole('button', { name });
        const before = await look(button);
        const pressed = await button.getAttribute('aria-pressed');
        await button.click();
        await expect(button).not.toHaveAttribute('aria-pressed', pressed ?? '');
        await page.mouse.move(0, 0);
        await expect.poll(async () => (await look(button)).backgroundColor).not.toBe(before.backgroundColor);
        const on = pressed === 'true' ? before : await look(button);
        expect(on.backgroundColor).toBe(await systemColour(page, 'Highlight'));
        expect(on.color).toBe(await systemColour(page, 'HighlightText'));
      }
      const record = await look(page.getByRole('button', { name: 'Record results' }));
      expect(record.backgroundColor).toBe(await systemColour(page, 'Highlight'));
      expect(record.color).toBe(await systemColour(page, 'HighlightText'));

      // People keep their colours.
      const swatch = page.locator('.swatch').first();
      const [kept, given] = await swatch.evaluate((element: HTMLElement) => [
        getComputedStyle(element).backgroundColor,
        element.style.backgroundColor,
      ]);
      expect(kept).toBe(given);
    });
  });
}
