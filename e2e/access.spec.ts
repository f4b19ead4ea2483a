import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { AGE_TEXT, expect, people, test } from './fixtures.ts';
import { openScreen, SCREEN_NAMES } from './screens.ts';

test.describe('axe reports no serious violation', () => {
  // The test injects axe as a script, which the page's Content Security Policy would block.
  test.use({ bypassCSP: true });
  for (const theme of ['light', 'dark']) {
    for (const screen of SCREEN_NAMES) {
      test(`${screen}, ${theme}`, async ({ page }) => {
        await openScreen(page, screen, theme);
        await page.addScriptTag({ content: axe.source });
        const found = await page.evaluate(async () => {
          const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
          return violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
        });
        expect(found).toEqual([]);
      });
    }
  }
});

test.describe('by keyboard alone', () => {
  /** Names of the elements that Tab reaches, in order, for one round. Fails if a focus is not visible. */
  async function tabThrough(page: Page): Promise<readonly string[]> {
    const names: string[] = [];
    for (let press = 0; press < 80; press++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element.matches('body, dialog')) return null;
        const ring = (one: Element, pseudo?: string) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(one, pseudo);
          return outlineStyle !== 'none' && outlineWidth !== '0px';
        };
        // A row of the table draws the focus ring around itself, a radio button around its text.
        const word = element.nextElementSibling;
        const seen = ring(element) || ring(element, '::after') || (word !== null && ring(word));
        const again = element.dataset.tabbed !== undefined;
        element.dataset.tabbed = '';
        const label = element.closest('label')?.innerText ?? element.innerText;
        return { name: (element.ariaLabel ?? label).trim().split('\n')[0] ?? '', seen, again };
      });
      if (focused?.again) break;
      if (!focused) continue;
      expect(focused.seen, `the focus on "${focused.name}" can be seen`).toBe(true);
      names.push(focused.name);
    }
    return names;
  }

  /** Names of all controls on the screen. */
  const controls = (page: Page) =>
    page.evaluate(() => {
      const scope = document.querySelector('dialog[open]') ?? document;
      const all = [...scope.querySelectorAll<HTMLElement>('button, select, input, summary, a[href]')];
      const radios = new Set<string>();
      return all
        .filter((element) => {
          if (element.closest('[aria-hidden=true]') || (element as HTMLButtonElement).disabled) return false;
          if (!element.checkVisibility({ visibilityProperty: true })) return false;
          // Tab stops once at each group of radio buttons; arrow keys move inside the group.
          if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
          if (element.checked) radios.add(element.name);
          return element.checked;
        })
        .map(
          (element) =>
            (element.ariaLabel ?? element.closest('label')?.innerText ?? element.innerText)
              .trim()
              .split('\n')[0],
        );
    });

  for (const screen of SCREEN_NAMES) {
    test(`Tab reaches everything: ${screen}`, async ({ page }) => {
      await openScreen(page, screen);
      if (screen === 'live') {
        await page.getByRole('button', { name: 'Pause' }).click();
        // On a busy machine the controls would be listed before the button has changed.
        await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
        // The frame in flight may still change the list of people.
        await page.waitForTimeout(500);
      }
      const expected = await controls(page);
      expect(expected.length).toBeGreaterThan(0);
      const reached = await tabThrough(page);
      expect(new Set(reached)).toEqual(new Set([...expected, ...reached.filter((name) => name === '')]));
    });
  }

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
  await page.waitForTimeout(6000);
  const times = await page.evaluate(() => window.spoken.map(({ at }) => at));
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  for (const pause of pauses) expect(pause).toBeGreaterThan(4500);
});

test('nothing is animated with reduced motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const screen of ['welcome', 'settings', 'photos']) {
    await openScreen(page, screen);
    const moving = await page.evaluate(() => {
      const seconds = (list: string) => Math.max(...list.split(',').map((one) => Number.parseFloat(one)));
      return [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
          const animated = animationName !== 'none' && seconds(animationDuration) > 0.01;
          return animated || seconds(transitionDuration) > 0.01;
        })
        .map((element) => `${element.tagName}.${element.className}`);
    });
    expect(moving, screen).toEqual([]);
  }
});

for (const [name, width, height] of [
  ['in a zoom of 200 %', 720, 450],
  ['320 pixels wide', 320, 640],
] as const) {
  test.describe(name, () => {
    test.use({ viewport: { width, height } });
    for (const screen of SCREEN_NAMES) {
      test(`nothing scrolls sideways: ${screen}`, async ({ page }) => {
        await openScreen(page, screen);
        const overflow = await page.evaluate(() => {
          const root = document.scrollingElement;
          const dialog = document.querySelector('dialog[open]');
          const wide = [root, dialog].filter((one) => one && one.scrollWidth > one.clientWidth);
          const outside = [...document.querySelectorAll('button, select, input, h1, h2, p')]
            .filter((one) => !one.closest('[aria-hidden=true], .hidden'))
            // On a phone, in either orientation, two strips of the photo table scroll sideways on purpose.
            .filter(
              (one) => Math.min(innerWidth, innerHeight) > 480 || !one.closest('.filters, .photos-actions'),
            )
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility());
          return [...wide, ...outside].map((one) => `${one?.tagName}.${one?.className} ${one?.textContent}`);
        });
        expect(overflow.map((one) => one.slice(0, 80))).toEqual([]);
        await page.screenshot({ path: `test-results/narrow/${width} ${screen}.png` });
      });
    }
  });
}

declare global {
  interface Window {
    axe: typeof axe;
    spoken: { said: string; at: number }[];
  }
}
