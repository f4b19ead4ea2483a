import type { Page } from '@playwright/test';
import { boothLink, labels } from './booth.ts';
import { expect, test } from './fixtures.ts';

/**
 * The layouts of the show, checked by their geometry and against pictures in e2e/shots/. The pictures are made smaller,
 * because history keeps each of them. Under ?seed-clock=1 nothing moves; see e2e/shots.spec.ts.
 */
const TOLERANCE = { maxDiffPixels: 40 };

const LAYOUTS = {
  wide: { size: { width: 1920, height: 1080 }, scale: 0.5, link: 'distance=3' },
  'wide-large': {
    size: { width: 3840, height: 2160 },
    scale: 0.25,
    link: 'distance=4&screen=65&aside=left:20',
  },
  tall: { size: { width: 1080, height: 1920 }, scale: 0.4, link: 'distance=2&preset=no-gender' },
  tablet: { size: { width: 1024, height: 768 }, scale: 0.75, link: 'distance=1&screen=10&preset=smile' },
} as const;

async function openStepped(page: Page, link: string): Promise<void> {
  await page.goto(boothLink(`source=sample&seed-clock=1&${link}`));
  await page.waitForFunction(() => window.mien?.state.phase === 'live');
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let step = 0; step < 45; step++) await window.mien.step(1000 / 15);
  });
}

interface Geometry {
  readonly labels: readonly { readonly box: DOMRect; readonly x: number }[];
  readonly mirror: DOMRect;
  readonly notice: DOMRect;
  readonly words: DOMRect;
  /** Least height of the letter x in the show's texts, CSS pixels. */
  readonly x: number;
  readonly contrast: number;
  readonly scrolls: boolean;
}

/** Measures the show on the screen, as it is turned. */
const measure = (page: Page): Promise<Geometry> =>
  page.evaluate(() => {
    const boxOf = (selector: string) => document.querySelector(selector)!.getBoundingClientRect().toJSON();
    const xOf = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize) * 0.546;
    const shown = [...document.querySelectorAll('.tag:not([data-placed=false])')];
    const texts = [...document.querySelectorAll('.show-words h1, .show-words p, .show-notice p')];
    const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
        const c = value / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const text = document.querySelector('.show-notice p')!;
    const [dark, bright] = [
      light(getComputedStyle(text.parentElement!).backgroundColor),
      light(getComputedStyle(text).color),
    ].sort((a, b) => a - b) as [number, number];
    const root = document.scrollingElement!;
    return {
      labels: shown.map((element) => ({ box: element.getBoundingClientRect().toJSON(), x: xOf(element) })),
      mirror: boxOf('.mirror'),
      notice: boxOf('.show-notice'),
      words: boxOf('.show-words'),
      x: Math.min(...texts.map(xOf)),
      contrast: (bright + 0.05) / (dark + 0.05),
      scrolls: root.scrollWidth > innerWidth || root.scrollHeight > innerHeight,
    };
  });

const inside = (box: DOMRect, outer: { x: number; y: number; width: number; height: number }) =>
  box.x >= outer.x - 0.5 &&
  box.y >= outer.y - 0.5 &&
  box.x + box.width <= outer.x + outer.width + 0.5 &&
  box.y + box.height <= outer.y + outer.height + 0.5;

const touches = (a: DOMRect, b: DOMRect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Height that a letter x must have on this screen, CSS pixels. */
function legible({ width, height }: { width: number; height: number }, link: string): number {
  const value = (name: string, otherwise: number) => Number(new URLSearchParams(link).get(name) ?? otherwise);
  const pixelsPerMm = Math.hypot(width, height) / (value('screen', 43) * 25.4);
  return (value('distance', 2) * 1000 * pixelsPerMm) / 250;
}

async function expectGeometry(page: Page, size: { width: number; height: number }, link: string) {
  const { labels, mirror, notice, words, x, contrast, scrolls } = await measure(page);
  const screen = { x: 0, y: 0, ...size };
  expect(scrolls).toBe(false);
  for (const part of [mirror, notice, words]) expect(inside(part, screen)).toBe(true);
  expect(touches(mirror, notice)).toBe(false);
  expect(contrast).toBeGreaterThan(7);
  expect(x).toBeGreaterThanOrEqual(legible(size, link) - 0.01);
  expect(labels.length).toBeGreaterThan(0);
  labels.forEach(({ box, x: labelX }, i) => {
    expect(inside(box, mirror)).toBe(true);
    expect(labelX).toBeGreaterThanOrEqual(legible(size, link) - 0.01);
    expect(touches(box, words)).toBe(false);
    for (const other of labels.slice(i + 1)) expect(touches(box, other.box)).toBe(false);
  });
}

for (const [name, { size, scale, link }] of Object.entries(LAYOUTS)) {
  test.describe(`${name}, ${size.width} × ${size.height}`, () => {
    test.use({ viewport: size, deviceScaleFactor: scale });
    test('is laid out, and looks as before', async ({ page }) => {
      await openStepped(page, link);
      await expect(labels(page).first()).toBeVisible();
      await expectGeometry(page, size, link);
      await expect(page).toHaveScreenshot(`booth-${name}.png`, { ...TOLERANCE, scale: 'device' });
    });
  });
}

test.describe('turned', () => {
  const size = { width: 1920, height: 1080 };
  test.use({ viewport: size });
  for (const rotation of [90, 180, 270] as const) {
    test(`by ${rotation} degrees it fills the screen`, async ({ page }) => {
      const link = `distance=2&rotation=${rotation}`;
      await openStepped(page, link);
      await expectGeometry(page, size, link);
      const { notice } = await measure(page);
      const edge = { 90: notice.x, 180: notice.y, 270: size.width - notice.x - notice.width }[rotation];
      expect(Math.abs(edge)).toBeLessThan(1);
    });
  }
});

test.describe('a screen that is too small for the distance', () => {
  test.use({ viewport: { width: 1024, height: 768 } });
  test('has labels that still fit in the mirror', async ({ page }) => {
    await openStepped(page, 'distance=4.5&screen=10&preset=everything');
    const { labels, mirror } = await measure(page);
    expect(labels.length).toBeGreaterThan(0);
    for (const { box } of labels) expect(inside(box, mirror)).toBe(true);
  });
});

test('with reduced motion nothing fades', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(boothLink('source=sample&distance=4'));
  await expect(labels(page).first()).toBeVisible();
  const animated = await page.evaluate(
    () =>
      [...document.querySelectorAll('.show *')].filter((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const moves = animationName !== 'none' && Number.parseFloat(animationDuration) > 0;
        return moves || Number.parseFloat(transitionDuration) > 0;
      }).length,
  );
  expect(animated).toBe(0);
});
