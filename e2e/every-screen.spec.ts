import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import {
  animatedElements,
  axeViolations,
  barsAlike,
  controls,
  sidewaysOverflow,
  tabThrough,
  textsNextToNodes,
} from './screen-checks.ts';
import { openScreen, SCREEN_NAMES } from './screens.ts';

const WIDE = { width: 1440, height: 900 };
const NARROW = [
  ['in a zoom of 200 %', { width: 720, height: 450 }],
  ['320 pixels wide', { width: 320, height: 640 }],
] as const;
const SCHEMES = ['light', 'dark'] as const;

/** Holds the picture of a live screen, so that its controls stay the same during a check. */
async function pause(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  // The frame in flight may still change the list of people.
  await expect(page.getByText('looking…')).toHaveCount(0);
}

// One load of the page for all checks of a screen: a load costs more than any check. Each failure is listed.
for (const screen of SCREEN_NAMES) {
  test(`the screen "${screen}" is accessible`, async ({ page }) => {
    // Colours are measured at once after a change of the theme, so that they may not fade.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openScreen(page, screen, 'system');

    await test.step('every text is the only child of its element', async () => {
      expect.soft(await textsNextToNodes(page)).toEqual([]);
    });
    await test.step('nothing is animated with reduced motion', async () => {
      expect.soft(await animatedElements(page)).toEqual([]);
    });
    for (const colorScheme of SCHEMES) {
      await test.step(`axe reports no serious violation: ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        expect.soft(await axeViolations(page)).toEqual([]);
      });
    }
    for (const colorScheme of SCHEMES) {
      await test.step(`bars differ from their background in a contrast theme: ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme, forcedColors: 'active', contrast: 'more' });
        await page.screenshot({ path: `test-results/contrast/${screen} ${colorScheme}.png` });
        expect.soft(await barsAlike(page)).toEqual([]);
      });
    }
    await page.emulateMedia({ colorScheme: null, forcedColors: null, contrast: null });

    for (const [name, size] of NARROW) {
      await test.step(`nothing scrolls sideways: ${name}`, async () => {
        await page.setViewportSize(size);
        await page.screenshot({ path: `test-results/narrow/${size.width} ${screen}.png` });
        expect.soft(await sidewaysOverflow(page)).toEqual([]);
      });
    }
    await page.setViewportSize(WIDE);

    await test.step('Tab reaches everything', async () => {
      if (screen === 'live') await pause(page);
      const expected = await controls(page);
      expect(expected.length).toBeGreaterThan(0);
      const reached = await tabThrough(page);
      expect.soft(new Set(reached)).toEqual(new Set([...expected, ...reached.filter((name) => name === '')]));
    });
  });
}
