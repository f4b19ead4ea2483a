import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { rendererBytes } from '../scripts/lab/processes.ts';
import { parseCsv } from './csv.ts';
import { expect, test } from './fixtures.ts';

const FEW = 200;
const MANY = 1000;
/** Large enough for a leaked picture to show in the memory, and too large to be searched twice as a small picture. */
const SIDE = 304;

/** Makes thirty small pictures of different colours in the page, which are fast to decode and to search. */
const makePictures = (page: Page) =>
  page.evaluate(
    async ({ side, portrait }) => {
      const bytes = Uint8Array.from(atob(portrait), (letter) => letter.charCodeAt(0));
      const face = await createImageBitmap(new Blob([bytes]));
      window.pictures = [];
      for (let index = 0; index < 30; index++) {
        const canvas = new OffscreenCanvas(side, side);
        const context = canvas.getContext('2d');
        if (context) context.fillStyle = `hsl(${index * 12} 20% 50%)`;
        context?.fillRect(0, 0, side, side);
        // Every tenth picture has no face, so that there are both kinds of rows. Those are searched in four rotations.
        if (index % 10 !== 0) context?.drawImage(face, 0, 0, side, side);
        window.pictures.push(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 }));
      }
    },
    { side: SIDE, portrait: readFileSync('e2e/photos/chip-200.jpg').toString('base64') },
  );

/** Pastes the photos `from` to `to` - 1, each as a file of its own. */
const paste = (page: Page, from: number, to: number) =>
  page.evaluate(
    ({ from, to }) => {
      const data = new DataTransfer();
      for (let index = from; index < to; index++) {
        const picture = window.pictures[index % window.pictures.length] ?? new Blob();
        data.items.add(new File([picture], `photo ${index}.jpg`, { type: 'image/jpeg' }));
      }
      const init = { bubbles: true, cancelable: true, clipboardData: data };
      document.body.dispatchEvent(new ClipboardEvent('paste', init));
    },
    { from, to },
  );

/** Bytes of JavaScript objects in the page after a garbage collection. */
async function pageHeap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

test('a thousand photos without growing memory', async ({ page, browser }) => {
  test.setTimeout(700_000);
  await page.goto('/?backend=wasm');
  await makePictures(page);
  const session = await page.context().newCDPSession(page);
  const measure = async (count: number) => {
    const words = `${count.toLocaleString('en')} photos`;
    await expect(page.getByText(words, { exact: true })).toBeVisible({ timeout: 600_000 });
    return { heap: await pageHeap(session), renderers: await rendererBytes(browser) };
  };
  await paste(page, 0, FEW);
  const few = await measure(FEW);
  await paste(page, FEW, MANY);
  expect(await page.locator('tbody tr').count()).toBeLessThan(60);
  const many = await measure(MANY);

  const grown = {
    heap: many.heap - few.heap,
    renderers: (many.renderers ?? 0) - (few.renderers ?? 0),
  };
  const kilobytes = (bytes: number) => Math.round(bytes / 1e3);
  console.log(
    `${MANY - FEW} photos more: page heap ${kilobytes(grown.heap)} kB, renderers ${kilobytes(grown.renderers)} kB`,
  );
  // Only a row with its file handle and reading may be kept of a photo (measured: 1.5 kB). A decoded photo would take
  // 370 kB.
  expect(grown.heap).toBeLessThan((MANY - FEW) * 4_000);
  // The resident memory of a process varies by about 40 MB by itself.
  expect(grown.renderers).toBeLessThan((MANY - FEW) * 90_000);

  await expect(page.getByRole('table', { name: 'Photos' })).toHaveAttribute('aria-rowcount', `${MANY + 1}`);
  await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
  await expect(page.getByRole('button', { name: `Open photo ${MANY - 1}.jpg` })).toBeVisible();
  expect(await page.locator('tbody tr').count()).toBeLessThan(60);
});

test('pause, resume, cancel', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await makePictures(page);
  await paste(page, 0, 200);
  const progress = page.getByRole('progressbar', { name: 'Photos' });
  const finished = async () => Number(await progress.getAttribute('aria-valuenow'));
  await expect.poll(finished).toBeGreaterThan(5);
  await expect(page.getByText(/\d+ of 200 read, (about|a few)/)).toBeVisible();

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/\d+ of 200 read, paused/)).toBeVisible();
  // The photo in flight is still finished; then nothing more is.
  let paused = -1;
  await expect
    .poll(async () => {
      const before = await finished();
      await page.waitForTimeout(600);
      paused = await finished();
      return paused - before;
    })
    .toBe(0);

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(finished).toBeGreaterThan(paused + 5);
  await page.getByRole('button', { name: 'Cancel the rest' }).click();
  await expect(progress).toBeHidden();
  const kept = Number((await page.getByText(/^\d+ photos$/).textContent())?.split(' ')[0]);
  expect(kept).toBeGreaterThan(paused);
  expect(kept).toBeLessThan(200);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save CSV' }).click(),
  ]);
  expect(parseCsv(readFileSync(await saved.path(), 'utf8'))).toHaveLength(kept + 1);

  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText('No photos yet')).toBeVisible();
});

declare global {
  interface Window {
    pictures: Blob[];
  }
}
