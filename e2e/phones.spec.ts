import type { Page } from '@playwright/test';
import { drawCamera } from './drawn-camera.ts';
import { AGE_TEXT, expect, fileInput, people, type SeenResult, test } from './fixtures.ts';
import { breakWorker, SABOTAGE } from './sabotage.ts';

declare global {
  interface Window {
    recorded: SeenResult[];
  }
}

/** Opens a camera that shows a person, and records every result from then on. */
async function openDrawnCamera(page: Page): Promise<void> {
  await drawCamera(page);
  await page.goto('/?backend=wasm&source=camera');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await page.evaluate(() => {
    window.recorded = [];
    window.addEventListener('mien-result', (event) =>
      window.recorded.push((event as CustomEvent<SeenResult>).detail),
    );
  });
}

const resultCount = (page: Page) => page.evaluate(() => window.recorded.length);

test.describe('the picture', () => {
  test('turns from landscape to portrait: the stage follows, the person keeps the id', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openDrawnCamera(page);
    const aspect = () =>
      page
        .getByRole('region', { name: 'Stage' })
        .evaluate((stage) => Number(getComputedStyle(stage).getPropertyValue('--aspect')));
    expect(await aspect()).toBeCloseTo(640 / 480);
    await expect.poll(() => resultCount(page)).toBeGreaterThan(3);
    await page.evaluate(() => window.drawnCamera.turn(480, 640));
    await expect.poll(aspect).toBeCloseTo(480 / 640);
    const turned = () => page.evaluate(() => window.recorded.filter(({ size }) => size.width === 480).length);
    await expect.poll(turned).toBeGreaterThan(5);
    const ids = await page.evaluate(() =>
      window.recorded
        .flatMap(({ faces }) => faces.map(({ id }) => id))
        .filter((id, at, all) => all.indexOf(id) === at),
    );
    expect(ids).toHaveLength(1);
  });

  for (const [name, stop, start] of [
    [
      'stops with an event, as in a call',
      () => {
        window.drawnCamera.frozen = true;
        window.drawnCamera.track.dispatchEvent(new Event('mute'));
      },
      () => {
        window.drawnCamera.frozen = false;
        window.drawnCamera.track.dispatchEvent(new Event('unmute'));
      },
    ],
    [
      'turns black with an event',
      () => void window.drawnCamera.track.dispatchEvent(new Event('mute')),
      () => void window.drawnCamera.track.dispatchEvent(new Event('unmute')),
    ],
    [
      'stops without an event',
      () => {
        window.drawnCamera.frozen = true;
      },
      () => {
        window.drawnCamera.frozen = false;
      },
    ],
  ] as const) {
    test(`${name}: the page reports it, removes all people and continues automatically`, async ({ page }) => {
      await openDrawnCamera(page);
      await page.evaluate(stop);
      await expect(page.getByRole('status').getByText('The camera gives no picture')).toBeVisible();
      await expect(people(page)).toHaveCount(0);
      await expect(page.locator('.meter summary')).not.toContainText('fps');
      await page.evaluate(start);
      await expect(people(page).first()).toContainText(AGE_TEXT);
      await expect(page.getByText('The camera gives no picture')).toHaveCount(0);
    });
  }

  test('is not read while the page is in the background, without a failure afterwards', async ({ page }) => {
    await openDrawnCamera(page);
    const show = (state: 'hidden' | 'visible') =>
      page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    await page.evaluate(() => {
      window.drawnCamera.frozen = true;
      document.querySelector('video')?.pause();
    });
    // The frame that was in flight is still answered.
    let before = await resultCount(page);
    await expect
      .poll(
        async () => {
          const earlier = before;
          before = await resultCount(page);
          return before - earlier;
        },
        { intervals: [300] },
      )
      .toBe(0);
    // Longer than the engine and the camera may be silent.
    await page.waitForTimeout(6500);
    expect(await resultCount(page)).toBe(before);
    await page.evaluate(() => {
      window.drawnCamera.frozen = false;
    });
    await show('visible');
    await expect.poll(() => resultCount(page)).toBeGreaterThan(before + 5);
    await expect(page.getByRole('status', { name: 'News' })).toBeEmpty();
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });

  test('starts inline and without sound, or asks for a tap', async ({ page }) => {
    await page.addInitScript(() => {
      const play = HTMLMediaElement.prototype.play;
      let tapped = false;
      window.addEventListener('pointerdown', () => {
        tapped = true;
      });
      HTMLMediaElement.prototype.play = function () {
        return tapped ? play.call(this) : Promise.reject(new DOMException('not allowed', 'NotAllowedError'));
      };
    });
    await drawCamera(page);
    await page.goto('/?backend=wasm&source=camera');
    await expect(page.getByRole('heading', { name: 'The picture did not start' })).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(people(page).first()).toContainText(AGE_TEXT);
    const video = page.locator('video');
    expect(await video.evaluate(({ muted }: HTMLVideoElement) => muted)).toBe(true);
    await expect(video).toHaveAttribute('playsinline', '');
  });
});

test.describe('a screen of 120 Hz', () => {
  test('no picture is read twice and no box is drawn more than 60 times a second', async ({ page }) => {
    await page.addInitScript(() => {
      window.requestAnimationFrame = (show) =>
        setTimeout(() => show(performance.now()), 1000 / 120) as unknown as number;
      window.cancelAnimationFrame = (handle) => clearTimeout(handle);
      Reflect.deleteProperty(HTMLVideoElement.prototype, 'requestVideoFrameCallback');
      // Counts the drawings of the overlay, whose box never stops moving, and the frames taken.
      const counts = { drawn: 0, taken: 0 };
      Object.assign(window, { counts });
      const clear = CanvasRenderingContext2D.prototype.clearRect;
      CanvasRenderingContext2D.prototype.clearRect = function (...area) {
        if (this.canvas.className === 'overlay') counts.drawn += 1;
        clear.apply(this, area);
      };
      window.VideoFrame = class extends VideoFrame {
        constructor(...from: unknown[]) {
          super(...(from as ConstructorParameters<typeof VideoFrame>));
          counts.taken += 1;
        }
      };
    });
    await openDrawnCamera(page);
    const counts = () => page.evaluate(() => ({ ...(window as unknown as { counts: Counts }).counts }));
    const before = await counts();
    const from = Date.now();
    await page.waitForTimeout(3000);
    const after = await counts();
    const seconds = (Date.now() - from) / 1000;
    expect((after.taken - before.taken) / seconds).toBeLessThan(36);
    expect((after.taken - before.taken) / seconds).toBeGreaterThan(3);
    expect((after.drawn - before.drawn) / seconds).toBeLessThan(66);
  });
});

interface Counts {
  readonly drawn: number;
  readonly taken: number;
}

test.describe('a screen of another density', () => {
  // The test reads the overlay's pixels, for which Chromium logs a warning.
  test.use({ expectedComplaints: /willReadFrequently/ });

  /**
   * Uses one session for all changes, because the override of another session would stay in effect. The width changes
   * too, because Chromium reports an emulated density only together with another size.
   */
  const densityOf = async (page: Page) => {
    const session = await page.context().newCDPSession(page);
    return (deviceScaleFactor: number) => {
      const size = { width: 1440 + deviceScaleFactor, height: 900, mobile: false };
      return session.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor });
    };
  };
  /** Canvas pixels per CSS pixel. */
  const density = (page: Page, within: string) =>
    page.locator(`${within} canvas.overlay`).evaluate((canvas: HTMLCanvasElement) => {
      return Math.round((100 * canvas.width) / canvas.clientWidth) / 100;
    });
  const drawn = (page: Page, within: string) =>
    page.locator(`${within} canvas.overlay`).evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      return pixels?.some((value) => value !== 0);
    });

  test('a stepped clip: the overlay', async ({ page }) => {
    // Without size observers only a change of the density can redraw the overlay.
    await page.addInitScript(() => {
      window.ResizeObserver = class {
        observe() {}
        unobserve() {}
        disconnect() {}
      };
    });
    await page.goto('/?seed-clock=1&backend=wasm&source=sample');
    await page.waitForFunction(() => window.mien.state.phase === 'live');
    for (let step = 0; step < 10; step++) await page.evaluate(() => window.mien.step(1000 / 15));
    const setDensity = await densityOf(page);
    for (const factor of [1, 2, 3, 1]) {
      await setDensity(factor);
      await expect.poll(() => density(page, '.live')).toBeCloseTo(factor, 1);
      expect(await drawn(page, '.live')).toBe(true);
    }
  });

  test('photos: overlay and thumbnails', async ({ page }) => {
    await page.goto('/?backend=wasm');
    await fileInput(page).setInputFiles('e2e/photos/portrait.jpg');
    const thumbnail = page.locator('.thumbnail img');
    const longest = () =>
      thumbnail.evaluate((image: HTMLImageElement) => Math.max(image.naturalWidth, image.naturalHeight));
    await expect.poll(longest).toBe(128);
    const setDensity = await densityOf(page);
    await setDensity(3);
    // The photo itself is 364 pixels long.
    await expect.poll(longest).toBe(364);
    await setDensity(1);
    await page.getByRole('button', { name: 'Open portrait.jpg' }).click();
    await expect.poll(() => density(page, 'dialog')).toBe(1);
    await setDensity(2);
    await expect.poll(() => density(page, 'dialog')).toBe(2);
    expect(await drawn(page, 'dialog')).toBe(true);
  });
});

test.describe('memory', () => {
  for (const [memory, trials] of [
    [2, 0],
    [8, 1],
  ] as const) {
    test(`of ${memory} GB: ${trials} engines are tried in addition to the first`, async ({ page }) => {
      await page.addInitScript((memory) => {
        Object.defineProperty(navigator, 'deviceMemory', { value: memory });
      }, memory);
      await breakWorker(page, SABOTAGE.namedHardware);
      let workers = 0;
      page.on('worker', () => {
        workers += 1;
      });
      await page.goto('/?source=sample');
      await expect(people(page).first()).toContainText(AGE_TEXT);
      await page.waitForTimeout(1000);
      expect(workers).toBe(1 + trials);
    });
  }
});

test.describe('the screen of a phone', () => {
  const SIZES = { portrait: { width: 390, height: 844 }, landscape: { width: 844, height: 390 } } as const;
  for (const [name, viewport] of Object.entries(SIZES)) {
    test.describe(name, () => {
      test.use({ viewport, isMobile: true, hasTouch: true, deviceScaleFactor: 3 });

      test('nothing is behind the notch or the home bar, and nothing scrolls away', async ({ page }) => {
        const insets = name === 'portrait' ? { top: 47, bottom: 34 } : { left: 47, right: 47, bottom: 21 };
        const session = await page.context().newCDPSession(page);
        await session.send('Emulation.setSafeAreaInsetsOverride', { insets });
        await page.goto('/?seed-clock=1&backend=wasm&source=sample');
        await page.waitForFunction(() => window.mien.state.phase === 'live');
        await page.evaluate(() => window.mien.step());
        await expectClear(page, viewport, insets);
        await page.getByRole('button', { name: 'Leave', exact: true }).click();
        await fileInput(page).setInputFiles(['e2e/photos/portrait.jpg', 'e2e/photos/landscape.jpg']);
        await expect(page.getByText('2 photos', { exact: true })).toBeVisible();
        await expectClear(page, viewport, insets);
      });
    });
  }

  test('allows pinch zoom; pulling down the stage does not reload the page', async ({ page }) => {
    await page.goto('/?seed-clock=1&backend=wasm&source=sample');
    await page.waitForFunction(() => window.mien.state.phase === 'live');
    const facts = await page.evaluate(() => ({
      viewport: document.querySelector<HTMLMetaElement>('meta[name=viewport]')?.content,
      pull: getComputedStyle(document.documentElement).overscrollBehaviorY,
      touch: getComputedStyle(document.querySelector('.stage') as Element).touchAction,
    }));
    expect(facts.viewport).not.toMatch(/user-scalable|maximum-scale/);
    expect(facts.pull).toBe('none');
    expect(facts.touch).toBe('auto');
  });
});

interface Insets {
  readonly top?: number;
  readonly bottom?: number;
  readonly left?: number;
  readonly right?: number;
}

/** Expects that the page fits its window and that no visible button overlaps the insets. */
async function expectClear(
  page: Page,
  size: { readonly width: number; readonly height: number },
  { top = 0, bottom = 0, left = 0, right = 0 }: Insets,
): Promise<void> {
  const page_ = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    height: document.documentElement.scrollHeight,
  }));
  expect(page_).toEqual({ width: size.width, height: size.height });
  for (const button of await page.locator('.controls button, .photos-head > button').all()) {
    const box = await button.boundingBox();
    if (box === null) continue;
    const name = await button.evaluate((element) => element.ariaLabel ?? element.textContent);
    expect(box.x, `${name}: left`).toBeGreaterThanOrEqual(left);
    expect(box.y, `${name}: top`).toBeGreaterThanOrEqual(top);
    expect(box.x + box.width, `${name}: right`).toBeLessThanOrEqual(size.width - right);
    expect(box.y + box.height, `${name}: bottom`).toBeLessThanOrEqual(size.height - bottom);
  }
}
