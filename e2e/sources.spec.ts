import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { madeClip } from '../scripts/media/scenes/made-clips.ts';
import { AGE_TEXT, expect, fileInput, people, type SeenResult, test } from './fixtures.ts';

test.describe('the sample', () => {
  test('starts by its button', async ({ page }) => {
    await page.goto('/?backend=wasm');
    await page.getByRole('button', { name: 'Watch a sample' }).click();
    await expect(people(page).first()).toContainText(AGE_TEXT);
    await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible();
    expect(await page.evaluate(() => window.mien.state)).toMatchObject({ phase: 'live', source: 'sample' });
  });

  test('starts by a URL parameter', async ({ page }) => {
    await page.goto('/?backend=wasm&source=sample');
    await expect(people(page).first()).toContainText(AGE_TEXT);
    await expect(page).toHaveTitle(/\d (person|people) · Mien/);
  });
});

test.describe('a video file', () => {
  const CLIP_SECONDS = 4;
  const video = (page: Page) => page.locator('video');
  const property = <Name extends 'paused' | 'currentTime' | 'loop' | 'playbackRate' | 'ended'>(
    page: Page,
    name: Name,
  ) => video(page).evaluate((element: HTMLVideoElement, key) => element[key], name);

  /** Records the clip time of every result from now on. Returns a function for the newest time in seconds. */
  async function watchResults(page: Page): Promise<() => Promise<number>> {
    await page.evaluate(() => {
      window.newestAt = Number.NaN;
      window.addEventListener('mien-result', (event) => {
        window.newestAt = (event as CustomEvent<SeenResult>).detail.at;
      });
    });
    return () => page.evaluate(() => window.newestAt / 1000);
  }

  test.beforeEach(async ({ page }) => {
    await page.goto('/?backend=wasm');
    await fileInput(page).setInputFiles(madeClip('one-face'));
    await expect(people(page)).toHaveCount(1);
  });

  test('plays and pauses', async ({ page }) => {
    expect(await property(page, 'paused')).toBe(false);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    const pausedAt = await property(page, 'currentTime');
    await page.waitForTimeout(400);
    expect(await property(page, 'currentTime')).toBe(pausedAt);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => property(page, 'currentTime')).not.toBe(pausedAt);
  });

  test('is seeked by keyboard, and the picture at the new position is read', async ({ page }) => {
    await page.getByRole('button', { name: 'Pause' }).click();
    const slider = page.getByRole('slider', { name: 'Position' });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => property(page, 'currentTime')).toBe(0);
    const newestAt = await watchResults(page);
    for (let press = 0; press < 3; press++) await page.keyboard.press('PageUp');
    await expect.poll(() => property(page, 'currentTime')).toBeGreaterThan(0.5);
    const position = await property(page, 'currentTime');
    await expect.poll(async () => Math.abs((await newestAt()) - position)).toBeLessThan(0.05);
    await expect(slider).toHaveAttribute('aria-valuetext', /0:0\d of 0:0\d/);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => property(page, 'currentTime')).toBeCloseTo(position + 0.05, 2);
    await expect(people(page)).toHaveCount(1);
  });

  test('repeats, or stops at its end', async ({ page }) => {
    const repeat = page.getByRole('button', { name: 'Repeat' });
    const nearEnd = () =>
      video(page).evaluate((element: HTMLVideoElement) => {
        element.currentTime = element.duration - 0.3;
      });
    await expect(repeat).toHaveAttribute('aria-pressed', 'true');
    await nearEnd();
    await expect.poll(() => property(page, 'currentTime')).toBeLessThan(CLIP_SECONDS / 2);
    expect(await property(page, 'paused')).toBe(false);
    await repeat.click();
    await expect(repeat).toHaveAttribute('aria-pressed', 'false');
    await nearEnd();
    await expect.poll(() => property(page, 'ended')).toBe(true);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  test('stops at its end where the browser cannot seek back, as WebKitGTK in some files', async ({
    page,
  }) => {
    await video(page).evaluate((element: HTMLVideoElement) => {
      const real = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime');
      Object.defineProperty(element, 'currentTime', {
        get: () => real?.get?.call(element),
        set: (seconds: number) => real?.set?.call(element, seconds === 0 ? element.duration : seconds),
      });
      element.currentTime = element.duration - 0.3;
    });
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    expect(await property(page, 'ended')).toBe(true);
  });

  test('changes speed', async ({ page }) => {
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('0.5');
    expect(await property(page, 'playbackRate')).toBe(0.5);
    await expect(people(page)).toHaveCount(1);
  });
});

test.describe('dropped and pasted', () => {
  interface Carried {
    readonly name: string;
    readonly type: string;
    readonly base64: string;
  }

  const carried = (path: string, type: string): Carried => ({
    name: path.split('/').at(-1) ?? path,
    type,
    base64: readFileSync(path).toString('base64'),
  });

  /** Fires the events of a browser when `files` are dropped on the page or pasted into it. */
  async function bring(
    page: Page,
    how: 'drop' | 'paste',
    files: readonly Carried[],
    text = '',
  ): Promise<void> {
    await page.evaluate(
      ({ how, files, text }) => {
        const data = new DataTransfer();
        for (const { name, type, base64 } of files) {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          data.items.add(new File([bytes], name, { type }));
        }
        if (text) data.setData('text/plain', text);
        const init = { bubbles: true, cancelable: true };
        if (how === 'paste') {
          document.body.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }));
          return;
        }
        for (const name of ['dragenter', 'dragover', 'drop']) {
          document.body.dispatchEvent(new DragEvent(name, { ...init, dataTransfer: data }));
        }
      },
      { how, files, text },
    );
  }

  for (const how of ['drop', 'paste'] as const) {
    test(`photos by ${how}`, async ({ page }) => {
      await page.goto('/?backend=wasm');
      await bring(page, how, [
        carried('e2e/photos/portrait.jpg', 'image/jpeg'),
        carried('e2e/photos/chip-200.jpg', 'image/jpeg'),
      ]);
      const table = page.getByRole('table', { name: 'Photos' });
      await expect(table.getByRole('row')).toHaveCount(3);
      await expect(page.getByText('2 photos')).toBeVisible();
      // Further photos are added to the table.
      await bring(page, how, [carried('e2e/photos/landscape.jpg', 'image/jpeg')]);
      await expect(table.getByRole('row')).toHaveCount(4);
    });

    test(`a video by ${how}`, async ({ page }) => {
      await page.goto('/?backend=wasm');
      await bring(page, how, [carried(madeClip('one-face'), 'video/webm')]);
      await expect(people(page).first()).toContainText(AGE_TEXT);
    });
  }

  test('while files are dragged over it, the page shows a hint', async ({ page }) => {
    await page.goto('/?backend=wasm');
    const hover = (name: string) =>
      page.evaluate((name) => {
        const data = new DataTransfer();
        data.items.add(new File(['x'], 'x.jpg', { type: 'image/jpeg' }));
        document.body.dispatchEvent(new DragEvent(name, { bubbles: true, dataTransfer: data }));
      }, name);
    await hover('dragenter');
    await expect(page.getByText('Drop to look')).toBeVisible();
    await hover('dragleave');
    await expect(page.getByText('Drop to look')).toBeHidden();
  });

  test('pasted text leads to a notice that it has no picture', async ({ page }) => {
    await page.goto('/?backend=wasm');
    await bring(page, 'paste', [], 'no picture at all');
    await expect(page.getByText('There was no picture or video in it.')).toBeVisible();
  });

  test('a file of another kind is named in a notice', async ({ page }) => {
    await page.goto('/?backend=wasm');
    await bring(page, 'drop', [{ name: 'letter.pdf', type: 'application/pdf', base64: btoa('%PDF') }]);
    await expect(page.getByText('“letter.pdf” is neither a picture nor a video.')).toBeVisible();
  });
});

test.describe('a shared screen', () => {
  /** Replaces getDisplayMedia by a canvas with a portrait that moves by a pixel, and records the tracks. */
  async function stubScreen(page: Page): Promise<void> {
    await page.addInitScript(async (portrait: string) => {
      window.shared = [];
      navigator.mediaDevices.getDisplayMedia = async () => {
        const bytes = Uint8Array.from(atob(portrait), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes]));
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [640, 480];
        let drawn = 0;
        setInterval(() => {
          const context = canvas.getContext('2d');
          if (context) context.fillStyle = '#777';
          context?.fillRect(0, 0, 640, 480);
          context?.drawImage(image, 120 + (drawn++ % 2), 40, 400, (400 * image.height) / image.width);
        }, 66);
        const stream = canvas.captureStream(15);
        window.shared.push(...stream.getVideoTracks());
        return stream;
      };
    }, readFileSync('e2e/photos/portrait.jpg').toString('base64'));
  }

  test.beforeEach(async ({ page }) => {
    await stubScreen(page);
    await page.goto('/?backend=wasm');
    await page.getByRole('button', { name: 'Share a screen or tab' }).click();
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });

  test('is not mirrored, and leaving ends the sharing', async ({ page }) => {
    await expect(page.getByRole('button', { name: 'Mirror the picture' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
    expect(await page.evaluate(() => window.shared.map((track) => track.readyState))).toEqual(['ended']);
  });

  test('reports its end, and can be shared again', async ({ page }) => {
    // Simulates the browser's "Stop sharing"; stop() alone fires no event.
    await page.evaluate(() => {
      const [track] = window.shared;
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    });
    await expect(page.getByRole('heading', { name: 'Sharing has ended' })).toBeVisible();
    await page.screenshot({ path: 'test-results/trouble/sharing ended.png' });
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });
});

declare global {
  interface Window {
    newestAt: number;
    /** Tracks that the stubbed getDisplayMedia returned. */
    shared: MediaStreamTrack[];
  }
}
