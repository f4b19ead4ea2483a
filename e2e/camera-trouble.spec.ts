import { networkInterfaces } from 'node:os';
import type { Page } from '@playwright/test';
import { createStaticServer, listen } from '../scripts/build/serve/static-server.ts';
import { sleepRenderers } from '../scripts/lab/processes.ts';
import { AGE_TEXT, expect, people, test as watched } from './fixtures.ts';
import { testWithPortrait } from './portrait-camera.ts';
import { setPicture, visitorCamera } from './visitor-camera.ts';

async function expectTrouble(page: Page, title: string, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await page.screenshot({ path: `test-results/trouble/${name}.png` });
}

const openCamera = async (page: Page) => {
  await page.goto('/?backend=wasm');
  await page.getByRole('button', { name: 'Use the camera' }).click();
};

/** Expects that the sample can be started from the trouble screen, as it must after every failure. */
async function expectSampleWorks(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Watch a sample' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
}

watched.describe('a camera without permission', () => {
  // The switch that grants the permission is missing, so a headless browser denies the prompt.
  const test = watched.extend<object, object>({
    launchOptions: [
      async ({ launchOptions }, use) =>
        use({
          ...launchOptions,
          args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream'],
        }),
      { scope: 'worker' },
    ],
  });

  test('is reported as blocked; once allowed, trying again works', async ({ page, context, baseURL }) => {
    await openCamera(page);
    await expectTrouble(page, 'The camera is blocked', 'camera denied');
    await context.grantPermissions(['camera'], { origin: baseURL ?? '' });
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('Nobody in the picture', { exact: true })).toBeVisible();
  });
});

watched.describe('without a camera', () => {
  watched('the page reports it, and the sample works', async ({ page }) => {
    await openCamera(page);
    await expectTrouble(page, 'No camera found', 'no camera');
    await expectSampleWorks(page);
  });
});

watched.describe('refusals that only a stub can cause', () => {
  const refusals = [
    ['dismissed', 'NotAllowedError', 'Permission dismissed', 'The camera was not allowed'],
    ['busy', 'NotReadableError', 'Could not start video source', 'The camera is in use'],
    ['aborted', 'AbortError', 'Starting videoinput failed', 'The camera is in use'],
    ['unforeseen', 'TypeError', 'nobody knows', 'The picture could not be opened'],
  ] as const;
  for (const [name, error, message, title] of refusals) {
    watched(name, async ({ page }) => {
      await page.addInitScript(
        ({ error, message }) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException(message, error));
        },
        { error, message },
      );
      await openCamera(page);
      await expectTrouble(page, title, `camera ${name}`);
      await expect(page.getByRole('button', { name: 'Use the camera' })).toBeHidden();
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      await page.getByRole('button', { name: 'Back to the start' }).click();
      await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
    });
  }

  watched('a browser without getUserMedia', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
    });
    await openCamera(page);
    await expectTrouble(page, 'This browser cannot open cameras', 'no getUserMedia');
    await expectSampleWorks(page);
  });

  watched('a shared screen whose picker was closed', async ({ page }) => {
    await page.addInitScript(() => {
      navigator.mediaDevices.getDisplayMedia = () =>
        Promise.reject(new DOMException('Permission denied by user', 'NotAllowedError'));
    });
    await page.goto('/?backend=wasm');
    await page.getByRole('button', { name: 'Share a screen or tab' }).click();
    await expectTrouble(page, 'Nothing was shared', 'screen dismissed');
  });
});

watched.describe('pictures that show nothing', () => {
  for (const [picture, sentence] of [
    ['frozen', 'The camera repeats one picture'],
    ['black', 'The picture is black'],
  ] as const) {
    watched(`${picture}: the page says so after five seconds, until they move again`, async ({ page }) => {
      await visitorCamera(page);
      await openCamera(page);
      const news = page.getByRole('status').getByText(sentence);
      await expect(page.getByText('Nobody in the picture', { exact: true })).toBeVisible();
      // A still room is no fault.
      await page.waitForTimeout(7000);
      await expect(news).toHaveCount(0);
      await setPicture(page, picture);
      await expect(news).toBeVisible();
      await page.screenshot({ path: `test-results/trouble/camera ${picture}.png` });
      await setPicture(page, 'moving');
      await expect(news).toHaveCount(0);
    });
  }
});

watched.describe('an insecure origin', () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

  const test = watched.extend({
    baseURL: async ({ baseURL }, use) => {
      if (!outside) return use(baseURL);
      const server = createStaticServer('dist');
      const port = await listen(server, 4380, outside);
      await use(`http://${outside}:${port}`);
      server.close();
    },
    // Chromium warns that isolation has no effect without https, which the page cannot avoid.
    expectedComplaints: /Cross-Origin-Opener-Policy header has been ignored/,
  });

  test('is reported as the cause instead of a blocked camera, and the sample works', async ({ page }) => {
    if (!outside) {
      await page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
    }
    await openCamera(page);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await expectTrouble(page, 'The camera needs a secure address', 'insecure origin');
    await expect(page.getByRole('button', { name: 'Try again' })).toBeHidden();
    await expectSampleWorks(page);
  });
});

watched.describe('while the camera is running', () => {
  const test = testWithPortrait;

  /** Counts results, so that a test can wait for new ones. */
  async function countResults(page: Page): Promise<() => Promise<number>> {
    await page.evaluate(() => {
      window.results = 0;
      window.addEventListener('mien-result', () => {
        window.results += 1;
      });
    });
    return () => page.evaluate(() => window.results);
  }

  /** Expects new results, no notice and a person with a reading. */
  async function expectContinues(page: Page, results: () => Promise<number>): Promise<void> {
    const before = await results();
    await expect.poll(results).toBeGreaterThan(before + 5);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Camera/);
    await expect(page.getByRole('status', { name: 'News' })).toBeEmpty();
    await expect(people(page).first()).toContainText(AGE_TEXT);
  }

  test('unplugged and plugged in again: it continues automatically', async ({ page }) => {
    await page.addInitScript(() => {
      const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await getUserMedia(constraints);
        window.newestTrack = stream.getVideoTracks()[0];
        return stream;
      };
    });
    await openCamera(page);
    await expect(people(page).first()).toContainText(AGE_TEXT);
    await page.evaluate(() => window.newestTrack?.dispatchEvent(new Event('ended')));
    await expectTrouble(page, 'The camera went away', 'camera unplugged');
    expect(await page.evaluate(() => window.newestTrack?.readyState)).toBe('ended');
    await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
    await expect(page.getByText('The camera is back.')).toBeVisible();
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });

  test('the tab is hidden and shown again: it continues', async ({ page }) => {
    await openCamera(page);
    await expect(people(page).first()).toContainText(AGE_TEXT);
    const results = await countResults(page);
    const show = (state: 'hidden' | 'visible') =>
      page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    await page.waitForTimeout(1000);
    await show('visible');
    await expectContinues(page, results);
  });

  test('all processes are suspended for longer than the engine may be silent: it continues', async ({
    page,
    browser,
  }) => {
    await openCamera(page);
    await expect(people(page).first()).toContainText(AGE_TEXT);
    const results = await countResults(page);
    await sleepRenderers(browser, 8000);
    await expectContinues(page, results);
  });

  test('the laptop sleeps for hours: it continues', async ({ page }) => {
    await page.clock.install();
    await openCamera(page);
    await expect(people(page).first()).toContainText(AGE_TEXT);
    const results = await countResults(page);
    // After a sleep every timer that is due fires once, and the clock has jumped. Repeated, so that at least one
    // sleep occurs while a frame is in flight.
    for (let night = 0; night < 8; night++) {
      await page.clock.fastForward('02:00:00');
      await page.waitForTimeout(100);
    }
    await expectContinues(page, results);
    await page.screenshot({ path: 'test-results/trouble/after sleep.png' });
  });
});

declare global {
  interface Window {
    results: number;
    newestTrack: MediaStreamTrack | undefined;
  }
}
