import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './fixtures.ts';

/** Serious violations that axe reports. It runs through the debugger, which no Content Security Policy blocks. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}

/** Elements with a text node and another node: React would not find the text node after a translation. */
export const textsNextToNodes = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent === null || parent.id === 'root' || !parent.closest('#root')) continue;
      if (parent.childNodes.length > 1) found.push(parent.outerHTML.slice(0, 120));
    }
    return found;
  });

/** Elements with a transition or an animation of more than 10 ms. */
export const animatedElements = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const seconds = (list: string) => Math.max(...list.split(',').map((one) => Number.parseFloat(one)));
    return [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
        const animated = animationName !== 'none' && seconds(animationDuration) > 0.01;
        return animated || seconds(transitionDuration) > 0.01;
      })
      .map((element) => `${element.tagName}.${element.className}`);
  });

/** Bars whose fill has the colour of their background. */
export const barsAlike = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.bar')]
      .filter((bar) => bar.checkVisibility())
      .filter((bar) => {
        const fill = bar.firstElementChild;
        const colour = (one: Element) => getComputedStyle(one).backgroundColor;
        return fill === null || colour(fill) === colour(bar);
      })
      .map((bar) => bar.outerHTML),
  );

/** Elements that are wider than the window, or reach over its right edge. */
export const sidewaysOverflow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const root = document.scrollingElement;
    const dialog = document.querySelector('dialog[open]');
    const wide = [root, dialog].filter((one) => one && one.scrollWidth > one.clientWidth);
    const outside = [...document.querySelectorAll('button, select, input, h1, h2, p')]
      .filter((one) => !one.closest('[aria-hidden=true], .hidden'))
      // On a phone, in either orientation, two strips of the photo table scroll sideways on purpose.
      .filter((one) => Math.min(innerWidth, innerHeight) > 480 || !one.closest('.filters, .photos-actions'))
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility());
    return [...wide, ...outside].map((one) =>
      `${one?.tagName}.${one?.className} ${one?.textContent}`.slice(0, 80),
    );
  });

/** Names of the elements that Tab reaches, in order, for one round. Fails if a focus is not visible. */
export async function tabThrough(page: Page): Promise<readonly string[]> {
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
export const controls = (page: Page): Promise<readonly (string | undefined)[]> =>
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

declare global {
  interface Window {
    axe: typeof axe;
  }
}
