import type { Page } from '@playwright/test';
import { drawCamera } from './drawn-camera.ts';
import { AGE_TEXT, expect, fileInput, people, test } from './fixtures.ts';
import { breakWorker } from './sabotage.ts';

/** Code that removes a feature from the page and from its workers. */
const MISSING = {
  videoFrame: `Reflect.deleteProperty(globalThis, 'VideoFrame');`,
  frameCallbacks: `if (globalThis.HTMLVideoElement) {
    Reflect.deleteProperty(HTMLVideoElement.prototype, 'requestVideoFrameCallback');
    Reflect.deleteProperty(HTMLVideoElement.prototype, 'cancelVideoFrameCallback');
  }`,
  /** Options are ignored, as in browsers that do not support them. */
  bitmapOptions: `{
    const create = globalThis.createImageBitmap;
    globalThis.createImageBitmap = (source) => create(source);
  }`,
  /** VideoFrames without a rotation, as in Firefox and WebKit. */
  rotation: `if (globalThis.VideoFrame) Reflect.deleteProperty(VideoFrame.prototype, 'rotation');`,
  /** copyTo ignores the format and returns planes, as in WebKit. */
  copiedFormats: `if (globalThis.VideoFrame) {
    const copyTo = VideoFrame.prototype.copyTo;
    VideoFrame.prototype.copyTo = function (into) { return copyTo.call(this, into); };
  }`,
} as const;

async function removeFeatures(page: Page, ...features: readonly (keyof typeof MISSING)[]): Promise<void> {
  const code = features.map((feature) => MISSING[feature]);
  for (const one of code) await page.addInitScript(one);
  await breakWorker(page, ...code);
}

test.describe('labels appear without optional features', () => {
  for (const features of [
    ['videoFrame'],
    ['frameCallbacks'],
    ['videoFrame', 'frameCallbacks', 'bitmapOptions'],
    ['rotation'],
    ['copiedFormats'],
    ['bitmapOptions'],
  ] as const) {
    test(`live, without ${features.join(', ')}`, async ({ page }) => {
      await removeFeatures(page, ...features);
      await drawCamera(page);
      await page.goto('/?backend=wasm&source=camera');
      await expect(people(page).first()).toContainText(AGE_TEXT);
    });
  }

  for (const features of [['videoFrame'], ['bitmapOptions']] as const) {
    test(`photos, without ${features.join(', ')}`, async ({ page }) => {
      await removeFeatures(page, ...features);
      await page.goto('/?backend=wasm');
      await fileInput(page).setInputFiles(['e2e/photos/portrait.jpg', 'e2e/photos/portrait-exif-6.webp']);
      for (const name of ['portrait.jpg', 'portrait-exif-6.webp']) {
        const row = page.getByRole('row').filter({ hasText: name });
        await expect(row).toContainText(/\d+–\d+/);
        await expect(row.locator('img')).toBeVisible();
      }
    });
  }
});

test.describe('a sentence explains what to do', () => {
  const expectTrouble = async (page: Page, title: string) => {
    await page.goto('/?backend=wasm&source=sample');
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByText('Use a current Chrome, Edge, Firefox or Safari.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  };

  test('without a 2D context in workers', async ({ page }) => {
    await breakWorker(
      page,
      `const getContext = OffscreenCanvas.prototype.getContext;
       OffscreenCanvas.prototype.getContext = function (kind, ...rest) {
         return kind === '2d' ? null : getContext.call(this, kind, ...rest);
       };`,
    );
    await expectTrouble(page, 'This browser cannot read pictures');
  });

  test('without OffscreenCanvas', async ({ page }) => {
    const gone = `Reflect.deleteProperty(globalThis, 'OffscreenCanvas');`;
    await page.addInitScript(gone);
    await breakWorker(page, gone);
    await expectTrouble(page, 'This browser cannot read pictures');
  });

  test.describe('', () => {
    // A browser without module workers loads the address that the feature test passes, which the policy blocks.
    test.use({ expectedComplaints: /Content Security Policy/ });

    test('without module workers', async ({ page }) => {
      await page.addInitScript(() => {
        window.Worker = class extends Worker {
          constructor(address: string | URL) {
            super(address);
          }
        };
      });
      await expectTrouble(page, 'This browser cannot start the face reader');
    });
  });
});
