import type { Page } from '@playwright/test';
import { rendererBytes } from '../scripts/lab/processes.ts';
import { madeClip } from '../scripts/media/scenes/made-clips.ts';
import { AGE_TEXT, expect, fileInput, people, test as watched } from './fixtures.ts';

/** Makes performance.measureUserAgentSpecificMemory resolve at once instead of after the next garbage collection. */
const test = watched.extend<object, object>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const eager = '--enable-blink-features=ForceEagerMeasureMemory';
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), eager] });
    },
    { scope: 'worker' },
  ],
});

const FIRST = 200;
const LAST = 2000;
const RESTARTS = 5;
/** Largest accepted growth of each heap in bytes. */
const PAGE_GROWTH = 2e6;

async function openLooped(page: Page): Promise<void> {
  await page.goto('/?backend=wasm');
  await page.evaluate(() => {
    window.seen = 0;
    window.addEventListener('mien-result', () => {
      window.seen += 1;
    });
  });
  await fileInput(page).setInputFiles(madeClip('one-face'));
  await expect(people(page).first()).toContainText(AGE_TEXT);
  // At twice the speed the clip has 60 frames a second: the engine alone decides how long the test takes.
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('2');
}

const waitForFrames = (page: Page, count: number) =>
  page.waitForFunction((count) => window.seen >= count, count, { timeout: 700_000 });

/** The number of tensors, read from the global object of the worker, where tfjs keeps its engine. */
const numTensors = (page: Page) =>
  page.workers()[0]?.evaluate(() => globalThis._tfengine?.memory().numTensors);

/** Bytes of JavaScript in the page and in its worker, after a garbage collection in both. */
async function memory(page: Page): Promise<{ readonly page: number; readonly worker: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  await Promise.all(page.workers().map((worker) => worker.evaluate(() => globalThis.gc?.())));
  const worker = await page.evaluate(async () => {
    const { breakdown } = await performance.measureUserAgentSpecificMemory();
    const inWorkers = breakdown.filter(({ attribution }) =>
      attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'),
    );
    return inWorkers.reduce((sum, { bytes }) => sum + bytes, 0);
  });
  return { page: usedSize, worker };
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1e3)} kB`;

test('2,000 frames: no tensor is leaked, and the heaps of page and worker do not grow', async ({
  page,
  browser,
}) => {
  test.setTimeout(1_000_000);
  await openLooped(page);
  const look = async (frames: number) => {
    await waitForFrames(page, frames);
    const tensors = await numTensors(page);
    return { tensors, ...(await memory(page)), renderers: (await rendererBytes(browser)) ?? 0 };
  };
  const first = await look(FIRST);
  const last = await look(LAST);
  console.log(
    `${LAST - FIRST} frames: tensors ${first.tensors} → ${last.tensors}, page ${kilobytes(last.page - first.page)}, ` +
      `worker ${kilobytes(last.worker - first.worker)} of ${kilobytes(first.worker)}, ` +
      `renderers ${kilobytes(last.renderers - first.renderers)}`,
  );
  expect(first.tensors).toBeGreaterThan(0);
  expect(last.tensors).toBe(first.tensors);
  expect(last.page - first.page).toBeLessThan(PAGE_GROWTH);
  expect(last.worker - first.worker).toBeLessThan(PAGE_GROWTH);
  // A frame of 640×480 takes 460 kB, so 1,800 frames that were not closed would take 830 MB.
  expect(last.renderers - first.renderers).toBeLessThan(100e6);
});

test('after five restarts there is one worker and no memory is leaked', async ({ page, browser }) => {
  test.setTimeout(200_000);
  await openLooped(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  const restart = async (backend: string) => {
    const worker = page.waitForEvent('worker');
    await page.getByRole('radio', { name: backend }).check();
    await worker;
    await page.waitForFunction(() => window.mien.state.engine === 'ready');
    const frames = await page.evaluate(() => window.seen);
    await waitForFrames(page, frames + 30);
    expect(page.workers()).toHaveLength(1);
  };
  const look = async () => ({
    tensors: await numTensors(page),
    ...(await memory(page)),
    renderers: (await rendererBytes(browser)) ?? 0,
  });
  // The first restart fills the code cache that later ones use.
  await restart('Automatic');
  const first = await look();
  for (let count = 0; count < RESTARTS; count++) {
    await restart(count % 2 === 0 ? 'Processor (WebAssembly)' : 'Automatic');
  }
  const last = await look();
  console.log(
    `${RESTARTS} restarts: tensors ${first.tensors} → ${last.tensors}, page ${kilobytes(last.page - first.page)}, ` +
      `workers ${kilobytes(last.worker - first.worker)}, renderers ${kilobytes(last.renderers - first.renderers)}`,
  );
  expect(last.tensors).toBe(first.tensors);
  expect(last.page - first.page).toBeLessThan(PAGE_GROWTH);
  expect(last.worker - first.worker).toBeLessThan(PAGE_GROWTH);
  // A worker has about 60 MB of WASM memory, so even two leaked workers would exceed this.
  expect(last.renderers - first.renderers).toBeLessThan(100e6);
});

declare global {
  interface Window {
    seen: number;
  }
  interface Performance {
    measureUserAgentSpecificMemory(): Promise<{
      readonly breakdown: readonly {
        readonly bytes: number;
        readonly attribution: readonly { readonly scope: string }[];
      }[];
    }>;
  }
  /** Defined by tfjs in the worker. */
  var _tfengine: { memory(): { readonly numTensors: number } } | undefined;
}
