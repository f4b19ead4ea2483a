import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** The link of a booth with all that it needs. */
export const boothLink = (more = '', room = 'show'): string =>
  `/?booth=${room}&organiser=City+Museum&contact=info@museum.example&${more}`;

/** Opens a show and waits until its mirror is there. */
export async function openShow(page: Page, more = ''): Promise<void> {
  await page.goto(boothLink(more));
  await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
}

/** The labels of people. */
export const labels = (page: Page) =>
  page.getByRole('list', { name: 'People' }).locator('li:not([data-placed=false])');

/** The large line of the show. */
export const caption = (page: Page) => page.getByRole('heading', { level: 1 });

/** Collects the states that the page announces from now on. Must be called before the page is opened. */
export async function watchStates(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    window.boothStates = [];
    window.addEventListener('mien-booth', (event) => {
      window.boothStates.push((event as CustomEvent<{ state: string }>).detail.state);
    });
  });
  return () => page.evaluate(() => window.boothStates);
}

declare global {
  interface Window {
    boothStates: string[];
  }
}
