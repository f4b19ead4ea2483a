import type { Page } from '@playwright/test';
import { expect, fileInput, people, test } from './fixtures.ts';

/**
 * Screenshots of every screen, committed under e2e/shots/. Under ?seed-clock=1 nothing moves, the font is the shipped
 * Inter, and WASM returns the same numbers everywhere. Blending of edges and decoding of video depend on the machine,
 * hence the tolerance of a few pixels; a changed word is about 150. After an intended change:
 *   npm run shots
 */
const TOLERANCE = { maxDiffPixels: 40 };

const STEP_MS = 1000 / 15;

async function openSample(page: Page, theme: string, steps: number): Promise<void> {
  await page.goto(`/?seed-clock=1&backend=wasm&source=sample&theme=${theme}`);
  await page.waitForFunction(() => window.mien.state.phase === 'live');
  await page.evaluate(
    async ({ steps, ms }) => {
      for (let step = 0; step < steps; step++) await window.mien.step(ms);
    },
    { steps, ms: STEP_MS },
  );
}

const PHOTOS = [
  'portrait.jpg',
  'group-12.jpg',
  'chip-48-grey.png',
  'chip-200.jpg',
  'landscape.jpg',
  'not-a-picture.jpg',
];

async function openPhotos(page: Page, theme: string): Promise<void> {
  await page.goto(`/?seed-clock=1&backend=wasm&theme=${theme}`);
  await fileInput(page).setInputFiles(PHOTOS.map((name) => `e2e/photos/${name}`));
  await expect(page.getByText(`${PHOTOS.length} photos`, { exact: true })).toBeVisible();
  // All photos except not-a-picture.jpg have a thumbnail, which must be decoded.
  await expect(page.locator('.thumbnail img')).toHaveCount(PHOTOS.length - 1);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
}

const SCREENS = {
  welcome: async (page: Page, theme: string) => {
    await page.goto(`/?seed-clock=1&backend=wasm&theme=${theme}`);
    await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  },
  live: async (page: Page, theme: string) => {
    await openSample(page, theme, 45);
    await expect(people(page)).toHaveCount(2);
  },
  settings: async (page: Page, theme: string) => {
    await openSample(page, theme, 1);
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  },
  photos: openPhotos,
  detail: async (page: Page, theme: string) => {
    await openPhotos(page, theme);
    await page.getByRole('button', { name: 'Open chip-48-grey.png' }).click();
    await expect(page.locator('dialog canvas.stage-picture')).toBeVisible();
  },
  trouble: async (page: Page, theme: string) => {
    await page.goto(`/?seed-clock=1&backend=wasm&source=camera&theme=${theme}`);
    await expect(page.getByRole('heading', { name: 'No camera found' })).toBeVisible();
  },
};

/**
 * Each size has the other theme, and `wide` only the screens whose layout differs there: history keeps every picture
 * of every release.
 */
const DEVICES = {
  wide: {
    theme: 'light',
    screens: ['welcome', 'live', 'photos'],
    options: { viewport: { width: 1440, height: 900 } },
  },
  phone: {
    theme: 'dark',
    screens: ['welcome', 'live', 'settings', 'photos', 'detail', 'trouble'],
    options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  },
} as const;

for (const [device, { theme, screens, options }] of Object.entries(DEVICES)) {
  test.describe(device, () => {
    test.use(options);
    for (const screen of screens) {
      test(`${screen}, ${theme}`, async ({ page }) => {
        await SCREENS[screen](page, theme);
        await page.evaluate(() => document.fonts.ready);
        await expect(page).toHaveScreenshot(`${screen}-${device}-${theme}.png`, TOLERANCE);
      });
    }
  });
}
