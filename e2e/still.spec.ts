import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { AGE_TEXT, expect, fileInput, people, type SeenResult, test } from './fixtures.ts';

/** Records every result from now on, for `resultsOf`. */
async function keepResults(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.kept = [];
    window.addEventListener('mien-result', (event) => {
      window.kept.push((event as CustomEvent<SeenResult>).detail);
    });
  });
}

const resultsOf = (page: Page): Promise<readonly SeenResult[]> => page.evaluate(() => window.kept);

/** Drops the frame callback of a seek, as Chromium sometimes does on two busy cores. */
function loseFramesOfPausedClips(): void {
  const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return requestVideoFrameCallback.call(this, (now, metadata) => {
      if (!this.paused) callback(now, metadata);
    });
  };
}

const PAUSED_CLIP = [
  { name: 'is read until it is settled', loses: false },
  { name: 'is read even if the browser loses its frame', loses: true },
] as const;

for (const { name, loses } of PAUSED_CLIP) {
  test(`a paused clip: the picture at each clicked position ${name}`, async ({ page }) => {
    if (loses) await page.addInitScript(loseFramesOfPausedClips);
    await page.goto('/?backend=wasm&source=sample');
    await expect(people(page).first()).toContainText(AGE_TEXT);
    await page.getByRole('button', { name: 'Pause' }).click();
    const slider = page.getByRole('slider', { name: 'Position' });
    const box = await slider.boundingBox();
    if (!box) throw new Error('no slider');
    await keepResults(page);
    for (const part of [0.12, 0.55, 0.3, 0.8]) {
      await slider.click({ position: { x: box.width * part, y: box.height / 2 } });
      // The difference in seconds between the newest result and the clicked position.
      const off = async () => {
        const position = await page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
        return Math.abs(((await resultsOf(page)).at(-1)?.at ?? 0) / 1000 - position);
      };
      await expect.poll(off).toBeLessThan(0.05);
      await expect(people(page).first()).toContainText(AGE_TEXT);
      await expect(people(page).filter({ hasText: 'looking…' })).toHaveCount(0);
    }
    // A settled picture is not read again.
    await expect
      .poll(async () => {
        const { length } = await resultsOf(page);
        await page.waitForTimeout(600);
        return (await resultsOf(page)).length - length;
      })
      .toBe(0);
  });
}

test('a shared tab that does not change is read, even if its only frame came early', async ({ page }) => {
  await page.addInitScript(async (portrait: string) => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      const bytes = Uint8Array.from(atob(portrait), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [640, 480];
      const stream = canvas.captureStream();
      canvas.getContext('2d')?.drawImage(image, 120, 40, 400, (400 * image.height) / image.width);
      return stream;
    };
  }, readFileSync('e2e/photos/portrait.jpg').toString('base64'));
  await page.goto('/?backend=wasm');
  await page.getByRole('button', { name: 'Share a screen or tab' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
});

/** Clips that are slide shows, with the number of slides and the seconds that each is shown. */
const SLIDES = [
  // The clip has five slides, but Chromium ends it a quarter of a second after the last one is shown.
  { clip: 'slides.mp4', slides: 4, seconds: 3 },
  { clip: 'slow-slides.mp4', slides: 2, seconds: 2 },
] as const;

for (const { clip, slides, seconds } of SLIDES) {
  test(`${clip}: a face is read on every slide`, async ({ page }) => {
    await page.goto('/?backend=wasm');
    await expect.poll(() => page.evaluate(() => window.mien.state.engine)).toBe('ready');
    await keepResults(page);
    await fileInput(page).setInputFiles(`e2e/clips/${clip}`);
    // Waits until the clip restarts, because only then has the last slide been shown for its full time.
    const restart = async () =>
      (await resultsOf(page)).findIndex(({ at }, i, all) => at < (all[i - 1]?.at ?? 0));
    await expect.poll(restart, { timeout: 40_000 }).not.toBe(-1);
    const results = (await resultsOf(page)).slice(0, await restart());
    for (let slide = 0; slide < slides; slide++) {
      const shown = results.filter(({ at }) => at < (slide + 1) * seconds * 1000).at(-1);
      const known = shown?.faces.some(({ settled }) => settled) ?? false;
      expect(known && (shown?.at ?? 0) >= slide * seconds * 1000, `slide ${slide + 1}`).toBe(true);
    }
  });
}

test('a clip without a duration, as MediaRecorder writes it, can be seeked at once', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles('e2e/clips/no-duration.webm');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  const slider = page.getByRole('slider', { name: 'Position' });
  await expect(slider).toHaveAttribute('aria-valuetext', /of 0:0[1-9]/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await slider.focus();
  await page.keyboard.press('End');
  const position = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
  await expect.poll(position).toBeGreaterThan(1);
  await page.keyboard.press('Home');
  await expect.poll(position).toBe(0);
});

declare global {
  interface Window {
    kept: SeenResult[];
  }
}
