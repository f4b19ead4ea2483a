import type { Page } from '@playwright/test';
import { boothLink } from './booth.ts';
import { dayRecord, seedDay } from './booth-days.ts';
import { CARD_FRAGMENT, CARD_TEXT } from './card.ts';
import { drawCamera } from './drawn-camera.ts';
import { AGE_TEXT, expect, fileInput, people } from './fixtures.ts';

/** Opens each screen of the page. `loading` never ends, because the detector is not delivered. */
const SCREENS: Readonly<Record<string, (page: Page, theme: string) => Promise<void>>> = {
  welcome: async (page, theme) => {
    await page.goto(`/?backend=wasm&theme=${theme}`);
    await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  },
  loading: async (page, theme) => {
    await page.route('**/full-range.bin*', () => {});
    await page.goto(`/?backend=wasm&source=sample&theme=${theme}`);
    await expect(page.getByRole('progressbar', { name: 'Getting ready' })).toBeVisible();
  },
  live: async (page, theme) => {
    await page.goto(`/?backend=wasm&source=sample&theme=${theme}`);
    await expect(people(page).first()).toContainText(AGE_TEXT);
    await page.getByRole('button', { name: 'Record results' }).click();
    await page.getByText('fps').first().click();
  },
  settings: async (page, theme) => {
    await page.goto(`/?backend=wasm&source=sample&theme=${theme}`);
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  },
  snapshot: async (page, theme) => {
    await page.goto(`/?backend=wasm&source=sample&theme=${theme}`);
    await expect(people(page).first()).toContainText(AGE_TEXT);
    await page.getByRole('button', { name: 'Keep a moment' }).click();
    await expect(page.getByRole('img', { name: 'The picture to keep' })).toBeVisible();
  },
  photos: async (page, theme) => {
    await page.goto(`/?backend=wasm&theme=${theme}`);
    const names = ['portrait.jpg', 'group-12.jpg', 'landscape.jpg', 'not-a-picture.jpg'];
    await fileInput(page).setInputFiles(names.map((name) => `e2e/photos/${name}`));
    await expect(page.getByText('4 photos', { exact: true })).toBeVisible();
  },
  detail: async (page, theme) => {
    await SCREENS.photos?.(page, theme);
    await page.getByRole('button', { name: 'Open group-12.jpg' }).click();
    await expect(page.locator('dialog canvas.stage-picture')).toBeVisible();
  },
  'booth set-up': async (page, theme) => {
    await page.goto(`${boothLink('aside=left:20&info=https://museum.example', 'setup')}&theme=${theme}`);
    await expect(page.getByRole('heading', { name: 'Set up a booth' })).toBeVisible();
  },
  'booth show': async (page, theme) => {
    await page.goto(`${boothLink('source=sample&aside=left:20')}&theme=${theme}`);
    await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
  },
  'booth panel': async (page, theme) => {
    await seedDay(page, dayRecord());
    await drawCamera(page);
    await page.goto(`${boothLink('preset=everything&numbers=all')}&theme=${theme}`);
    await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
    await page.keyboard.press('p', { delay: 1200 });
    await expect(page.getByRole('dialog', { name: 'Presenter’s panel' })).toBeVisible();
  },
  'shared card': async (page, theme) => {
    await page.goto(`/?backend=wasm&theme=${theme}${CARD_FRAGMENT}`);
    await expect(page.getByRole('img', { name: CARD_TEXT })).toBeVisible();
  },
  trouble: async (page, theme) => {
    await page.goto(`/?backend=wasm&source=camera&theme=${theme}`);
    await expect(page.getByRole('heading', { name: 'No camera found' })).toBeVisible();
    await page.getByText('Details').click();
  },
};

/** The names of all screens that `openScreen` can open. */
export const SCREEN_NAMES = Object.keys(SCREENS);

/** Opens a screen of the page by its name in SCREEN_NAMES. */
export const openScreen = (page: Page, screen: string, theme = 'light') => SCREENS[screen]?.(page, theme);
