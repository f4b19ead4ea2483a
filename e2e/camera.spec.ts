import type { Page } from '@playwright/test';
import { AGE_TEXT, expect, people, test as watched } from './fixtures.ts';
import { testWithPortrait as test } from './portrait-camera.ts';

/** A browser with two cameras that show no face. */
const testTwo = watched.extend<object, object>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const two = [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream=device-count=2,fps=30',
      ];
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...two] });
    },
    { scope: 'worker' },
  ],
});

/** Records the constraints of every camera request, and the tracks that the page received. */
async function watchCameras(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.requests = [];
    window.tracks = [];
    const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      window.requests.push(constraints?.video as MediaTrackConstraints);
      const stream = await getUserMedia(constraints);
      window.tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

const trackStates = (page: Page) => page.evaluate(() => window.tracks.map((track) => track.readyState));
const lastDevice = (page: Page) => page.evaluate(() => window.tracks.at(-1)?.getSettings().deviceId);
const lastRequest = (page: Page) => page.evaluate(() => window.requests.at(-1));
const mirror = (page: Page) => page.getByRole('button', { name: 'Mirror the picture' });

test('a person in front of the camera is read; leaving frees the camera', async ({ page }) => {
  await watchCameras(page);
  await page.goto('/?backend=wasm');
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(people(page)).toHaveCount(1);
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await expect(mirror(page)).toHaveAttribute('aria-pressed', 'true');
  // Only video is requested, and never sound, as the page promises.
  expect(await lastRequest(page)).toMatchObject({ width: { ideal: 1280 }, facingMode: { ideal: 'user' } });
  expect(await trackStates(page)).toEqual(['live']);
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Use the camera' })).toBeVisible();
  expect(await trackStates(page)).toEqual(['ended']);
});

test('the camera is requested only once faces can be detected', async ({ page }) => {
  await watchCameras(page);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/full-range.bin*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/?backend=wasm&source=camera');
  await expect(page.getByRole('progressbar', { name: 'Getting ready' })).toBeVisible();
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => window.requests.length)).toBe(0);
  release();
  await expect(people(page).first()).toContainText(AGE_TEXT);
});

test('mirror=off shows the camera unmirrored', async ({ page }) => {
  await page.goto('/?backend=wasm&source=camera&mirror=off');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await expect(mirror(page)).toHaveAttribute('aria-pressed', 'false');
  const flipped = () =>
    page.locator('video').evaluate((video) => new DOMMatrix(getComputedStyle(video).transform).a < 0);
  expect(await flipped()).toBe(false);
  await mirror(page).click();
  await expect.poll(flipped).toBe(true);
});

testTwo('cameras are listed, chosen, flipped and remembered', async ({ page }) => {
  await watchCameras(page);
  await page.goto('/?backend=wasm&source=camera');
  const picker = page.getByRole('combobox', { name: 'Camera' });
  await expect(picker.locator('option')).toHaveText(['Any camera', /fake_device_0/, /fake_device_1/]);

  await picker.selectOption({ index: 2 });
  await expect.poll(() => trackStates(page)).toEqual(['ended', 'live']);
  const chosen = await lastDevice(page);
  expect(chosen).toBe(await picker.inputValue());

  await page.reload();
  await expect(picker).toHaveValue(chosen ?? 'none');
  expect(await lastDevice(page)).toBe(chosen);

  // Neither camera reports where it faces, so the button alternates between them; the choice is remembered.
  const other = await picker.locator('option').nth(1).getAttribute('value');
  let shown = chosen;
  for (let flip = 0; flip < 3; flip++) {
    shown = shown === chosen ? (other ?? 'none') : chosen;
    await page.getByRole('button', { name: 'Switch between front and back camera' }).click();
    await expect.poll(() => lastDevice(page)).toBe(shown);
    await expect(picker).toHaveValue(shown ?? 'none');
  }
  await page.reload();
  await expect(picker).toHaveValue(shown ?? 'none');
});

testTwo('a URL parameter selects the camera', async ({ page }) => {
  await watchCameras(page);
  await page.goto('/?backend=wasm&source=camera');
  const picker = page.getByRole('combobox', { name: 'Camera' });
  const id = (await picker.locator('option').nth(2).getAttribute('value')) ?? '';
  await page.goto(`/?backend=wasm&source=camera&camera=${encodeURIComponent(id)}`);
  await expect(picker).toHaveValue(id);
  expect(await lastDevice(page)).toBe(id);
  // If the selected camera does not exist, another one is opened.
  await page.goto('/?backend=wasm&source=camera&camera=gone');
  await expect(picker).toHaveValue('');
  expect(await trackStates(page)).toEqual(['live']);
});

declare global {
  interface Window {
    requests: MediaTrackConstraints[];
    tracks: MediaStreamTrack[];
  }
}
