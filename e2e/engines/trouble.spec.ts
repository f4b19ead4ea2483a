import { expect, test } from './fixtures.ts';
import { button, open, textOf } from './steps.ts';

/** Code for Site.inject: camera requests are rejected with an error of this name. */
const refusing = (name: string) =>
  `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', '${name}'));`;

for (const [name, title] of [
  ['NotAllowedError', 'The camera is blocked'],
  ['NotFoundError', 'No camera found'],
  ['NotReadableError', 'The camera is in use'],
] as const) {
  test(`a camera request rejected with ${name}`, async ({ tab, site }) => {
    site.inject(refusing(name));
    await open(tab, site);
    await tab.click(button('Use the camera'));
    await expect.poll(() => textOf(tab)).toContain(title);
    await expect.poll(() => textOf(tab)).toContain('Try again');
  });
}

test('a clip that is not a video', async ({ tab, site }) => {
  await open(tab, site);
  await tab.chooseFiles(['e2e/clips/broken.webm']);
  await expect.poll(() => textOf(tab), { timeout: 30_000 }).toContain('The video is damaged');
});

test('a browser that hides pictures from pages', async ({ tab, site }) => {
  site.breakWorker(`
    const { getImageData } = OffscreenCanvasRenderingContext2D.prototype;
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...args) {
      const image = getImageData.apply(this, args);
      for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 7919) % 256;
      return image;
    };`);
  await tab.goto(`${site.url}?backend=wasm`);
  await expect
    .poll(() => textOf(tab), { timeout: 30_000 })
    .toContain('This browser hides pictures from pages');
});
