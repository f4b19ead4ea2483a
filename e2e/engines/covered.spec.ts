import { expect, test } from './fixtures.ts';
import { cards, open, watchSeconds } from './steps.ts';

test('the sample plays with covered faces, and the video itself is never visible', async ({ tab, site }) => {
  await open(tab, site, '&source=sample&cover=solid');
  await expect.poll(async () => (await cards(tab)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  const results = await watchSeconds(tab, 4);
  expect(results.length).toBeGreaterThan(8);
  const seen = await tab.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.stage-picture');
    const video = document.querySelector('video');
    const latest = globalThis.watch.results.at(-1);
    if (!canvas || !video || !latest) return null;
    const copy = document.createElement('canvas');
    Object.assign(copy, { width: latest.size.width, height: latest.size.height });
    const context = copy.getContext('2d', { willReadFrequently: true });
    context?.drawImage(canvas, 0, 0, copy.width, copy.height);
    const colours = latest.faces.map(({ box: { x, y, width, height } }) => [
      ...(context?.getImageData(x + width / 2, y + height / 2, 1, 1).data ?? []),
    ]);
    const corner = [...(context?.getImageData(4, copy.height - 4, 1, 1).data ?? [])];
    return { visibility: getComputedStyle(video).visibility, colours, corner, people: latest.faces.length };
  }, null);
  expect(seen?.visibility).toBe('hidden');
  expect(seen?.corner[3]).toBe(255);
  expect(seen?.colours).toEqual(Array.from({ length: seen?.people ?? -1 }, () => [20, 22, 26, 255]));
});
