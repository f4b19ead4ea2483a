import type { Page } from '@playwright/test';
import { boothLink, caption, labels, openShow } from './booth.ts';
import { expect, test } from './fixtures.ts';
import { breakWorker, SABOTAGE } from './sabotage.ts';
import { stubCameras } from './stub-cameras.ts';
import { setPicture, visit, visitorCamera } from './visitor-camera.ts';

/** A show is back within this time after its cause has ended. */
const BACK_MS = 10_000;
const LABEL = /looks \d+(–\d+)?/;

const mirror = (page: Page) => page.getByRole('region', { name: 'Mirror' });
const opened = (page: Page) => page.evaluate(() => window.openedCameras);

/** Expects the show as it is when nobody is there. */
const expectBack = (page: Page) =>
  expect(caption(page)).toHaveText('Look into the mirror', { timeout: BACK_MS });

/** Says that the page's newest worker is to end, as if the system had killed it. */
const killWorker = (page: Page) =>
  page
    .workers()
    .at(-1)
    ?.evaluate(() => setTimeout(() => close()));

test.describe('the camera', () => {
  test('is unplugged: the show waits for it, takes no other, and goes on without an event', async ({
    page,
  }) => {
    await stubCameras(page);
    await page.goto(boothLink());
    await expect(labels(page).first()).toHaveText(LABEL);
    await page.evaluate(() => window.cameras.unplug('built-in'));
    await expect(caption(page)).toHaveText('The camera is missing. Please check its cable.');
    await expect(page.getByText('The show goes on by itself.')).toBeVisible();
    await page.screenshot({ path: 'test-results/booth/unplugged.png' });
    // Longer than the first two pauses, in which the other camera could have been opened.
    await page.waitForTimeout(4000);
    await expect(mirror(page)).toHaveCount(0);
    await page.evaluate(() => window.cameras.plugged.push('built-in'));
    await expect(mirror(page)).toBeVisible({ timeout: BACK_MS });
    await expect(labels(page).first()).toHaveText(LABEL);
  });

  test('is taken by another program: it is asked for again, and shown once it is free', async ({ page }) => {
    await visitorCamera(page);
    await page.addInitScript(() => {
      window.cameraRefusal = 'NotReadableError';
    });
    await page.goto(boothLink('language=de'));
    await expect(caption(page)).toHaveText(
      'Die Kamera lässt sich nicht öffnen. Vielleicht benutzt sie ein anderes Programm.',
    );
    await expect(caption(page)).toHaveAttribute('lang', 'de');
    await expect(page.getByText('Kein Bild wird gespeichert oder gesendet.')).toBeVisible();
    await expect.poll(() => opened(page)).toBeGreaterThanOrEqual(3);
    await page.evaluate(() => {
      window.cameraRefusal = null;
    });
    await expectBack(page);
  });

  test('ends while it is plugged in, as after a reset of its port', async ({ page }) => {
    await stubCameras(page);
    await page.goto(boothLink());
    await expect(labels(page).first()).toHaveText(LABEL);
    await page.evaluate(() => window.cameras.end('built-in'));
    await expect(caption(page)).toHaveText('The camera is missing. Please check its cable.');
    await expect(mirror(page)).toBeVisible({ timeout: BACK_MS });
  });

  test.describe('', () => {
    test.beforeEach(async ({ page }) => {
      await visitorCamera(page);
      await openShow(page);
      await expectBack(page);
    });

    test('is muted by the system: the show says so, and opens it again', async ({ page }) => {
      await page.evaluate(() => window.cameraTrack.dispatchEvent(new Event('mute')));
      await expect(caption(page)).toHaveText('The camera gives no picture. Please check its cable.');
      await expectBack(page);
    });

    test('gives no pictures any more: it is opened again until it does', async ({ page }) => {
      await setPicture(page, 'none');
      await expect(caption(page)).toHaveText('The camera gives no picture. Please check its cable.');
      await page.screenshot({ path: 'test-results/booth/silent.png' });
      await expect.poll(() => opened(page)).toBeGreaterThanOrEqual(2);
      await setPicture(page, 'moving');
      await expectBack(page);
    });

    test('repeats one picture: the mirror stays, and it is opened again', async ({ page }) => {
      await setPicture(page, 'frozen');
      await expect(caption(page)).toHaveText('The camera repeats one picture. Please check it.');
      await page.screenshot({ path: 'test-results/booth/frozen.png' });
      await expect.poll(() => opened(page)).toBe(2);
      // Said all the time, although the picture of the reopened camera was not judged yet.
      await expect(mirror(page)).toBeVisible();
      await expect(caption(page)).toHaveText('The camera repeats one picture. Please check it.');
      await setPicture(page, 'moving');
      await expectBack(page);
    });

    test('is covered: the show asks whether it is, and goes on with the light', async ({ page }) => {
      await setPicture(page, 'black');
      await expect(caption(page)).toHaveText('The picture is black. Is the camera covered, or is it dark?');
      await page.screenshot({ path: 'test-results/booth/black.png' });
      await expect.poll(() => opened(page)).toBe(2);
      await setPicture(page, 'moving');
      await expectBack(page);
    });
  });
});

test.describe('the worker', () => {
  // Nobody closes the frame that a killed worker had.
  test.use({ expectedComplaints: /VideoFrame was garbage collected/ });

  test('has no memory at the start: it is started again until it has', async ({ page }) => {
    await visitorCamera(page);
    await breakWorker(page, SABOTAGE.noMemory);
    await page.goto(boothLink());
    await expect(caption(page)).toHaveText('The program that reads faces stopped and is starting again.');
    await page.unroute('**/assets/worker-*.js');
    await expect(caption(page)).toHaveText('Look into the mirror');
  });

  test('is killed twice in a minute: it is started again each time', async ({ page }) => {
    await visitorCamera(page);
    await openShow(page);
    const engine = () => page.evaluate(() => window.mien.state.engine);
    for (const times of [1, 2]) {
      await visit(page, 'near');
      await expect(labels(page).first()).toHaveText(LABEL);
      await expect.poll(engine).toBe('ready');
      await killWorker(page);
      if (times === 2)
        await expect(caption(page)).toHaveText('The program that reads faces stopped and is starting again.');
      else await expect.poll(engine, { intervals: [100] }).toBe('restarting');
      await visit(page, 'nobody');
      await expect(caption(page)).toHaveText('Look into the mirror');
    }
    await visit(page, 'near');
    await expect(labels(page).first()).toHaveText(LABEL);
  });
});

test('the machine sleeps: a camera that wakes goes on at once, one that does not is opened again', async ({
  page,
}) => {
  await page.clock.install();
  await visitorCamera(page);
  await openShow(page);
  await expectBack(page);
  for (let night = 0; night < 4; night++) {
    await page.clock.fastForward('02:00:00');
    await page.waitForTimeout(300);
    await expect(caption(page)).toHaveText('Look into the mirror');
  }
  expect(await opened(page)).toBe(1);
  await setPicture(page, 'none');
  await page.clock.fastForward('02:00:00');
  await expect(caption(page)).toHaveText('The camera gives no picture. Please check its cable.');
  await expect.poll(() => opened(page)).toBe(2);
  await setPicture(page, 'moving');
  await expectBack(page);
});

test('nothing can be stored: the show runs all the same', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('full', 'QuotaExceededError');
        },
      });
  });
  await visitorCamera(page);
  await openShow(page);
  await visit(page, 'near');
  await expect(labels(page).first()).toHaveText(LABEL);
  await setPicture(page, 'none');
  await expect(caption(page)).toHaveText('The camera gives no picture. Please check its cable.');
  await setPicture(page, 'moving');
  await expect(labels(page).first()).toHaveText(LABEL);
});

test.describe('a mistake of the page itself', () => {
  test.use({ expectedComplaints: /sabotage/ });

  test('is shown, and the page reloads itself', async ({ page }) => {
    await visitorCamera(page);
    await page.addInitScript(() => {
      if (window.name === 'reloaded') return;
      window.ResizeObserver = class {
        constructor() {
          throw new Error('sabotage');
        }
      } as unknown as typeof ResizeObserver;
      window.addEventListener('mien-booth-reload', () => {
        window.name = 'reloaded';
      });
    });
    await page.goto(boothLink());
    await expect(page.getByRole('heading', { name: 'The page made a mistake' })).toBeVisible();
    await expect(caption(page)).toHaveText('Look into the mirror');
  });
});

test('the page reloads itself once it is closed and old enough, and then not again', async ({ page }) => {
  await visitorCamera(page);
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    window.leap = 0;
    performance.now = () => now() + window.leap;
    window.addEventListener('mien-booth-reload', () => {
      window.name += 'told ';
    });
  });
  const told = () => page.evaluate(() => window.name);
  const age = (hours: number) =>
    page.evaluate((ms) => {
      window.leap = ms;
    }, hours * 3_600_000);
  const hour = (new Date().getHours() + 2) % 24;
  const two = (n: number) => String(n % 24).padStart(2, '0');
  await page.goto(boothLink(`hours=${two(hour)}:00-${two(hour + 1)}:00`));
  await expect(caption(page)).toHaveText('Closed now');
  await age(19);
  await page.waitForTimeout(6000);
  expect(await told()).toBe('');
  const loaded = page.waitForEvent('load');
  await age(21);
  await loaded;
  await expect(caption(page)).toHaveText('Closed now');
  expect(await told()).toBe('told ');
  await age(19);
  await page.waitForTimeout(11_000);
  expect(await told()).toBe('told ');
});

declare global {
  interface Window {
    /** By how much the page is older than it is, milliseconds. */
    leap: number;
  }
}
