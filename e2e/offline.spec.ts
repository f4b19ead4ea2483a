import { statSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { fakeCameraFile, fakeCameraSwitches } from './camera.ts';
import { CARD_FRAGMENT, CARD_TEXT } from './card.ts';
import { AGE_TEXT, expect, fileInput, people, test as watched } from './fixtures.ts';
import { type Host, withHost } from './host.ts';
import { keptNow, untilKept } from './kept.ts';

interface Hosting {
  readonly host: Host;
  readonly hosting: { readonly bare: boolean; readonly under: string };
}

/** A test with service workers, a server that can be stopped, and a camera. */
const test = watched.extend<Hosting, object>({
  hosting: [{ bare: false, under: '' }, { option: true }],
  host: async ({ hosting }, use) => withHost(hosting, use),
  baseURL: async ({ host }, use) => use(host.origin),
  launchOptions: [
    async ({ launchOptions, playwright }, use) => {
      const size = { width: 640, height: 480 };
      const path = await fakeCameraFile(playwright.chromium, 'portrait.jpg', size, launchOptions);
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...fakeCameraSwitches(path)] });
    },
    { scope: 'worker' },
  ],
});
test.use({ serviceWorkers: 'allow', expectedComplaints: /GPU stall due to ReadPixels/ });

const NEWS = 'A new version of Mien is ready.';
const reloadButton = (page: Page) => page.getByRole('button', { name: 'Reload', exact: true });
const leave = (page: Page) => page.getByRole('button', { name: 'Leave', exact: true }).click();
const version = (page: Page) => page.evaluate(() => document.documentElement.dataset.version ?? 'one');

/** Opens the page and waits until a service worker controls it. */
async function visit(page: Page, host: Host): Promise<void> {
  await page.goto(`${host.page}?backend=wasm`);
  await untilKept(page);
}

const kept = async (page: Page) => (await keptNow(page)).map(({ url }) => url);

/** Stops the server and clears the browser's HTTP cache, so that only files of the service worker are left. */
async function goOffline(page: Page, host: Host): Promise<void> {
  await host.stop();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.detach();
}

/** Checks for a new service worker, as a browser does after a navigation or once a day. */
const lookForUpdate = (page: Page) =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));

async function watchSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Watch a sample' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
}

async function readPhoto(page: Page): Promise<void> {
  await fileInput(page).setInputFiles('e2e/photos/portrait.jpg');
  await expect(page.getByRole('row', { name: /portrait\.jpg/ })).toContainText(/\d+–\d+/);
}

async function everythingWorks(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Watch a sample' })).toBeVisible();
  await readPhoto(page);
  await leave(page);
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await leave(page);
  await watchSample(page);
  await leave(page);
}

test.describe('without the server', () => {
  for (const hosting of [
    { bare: false, under: '' },
    { bare: true, under: '/repo' },
  ]) {
    test.describe(hosting.bare ? 'a plain host, under a sub-path' : "the project's own server", () => {
      test.use({ hosting });
      test('the page starts and reads photos, the camera and the sample', async ({ page, host }) => {
        await visit(page, host);
        await watchSample(page);
        await expect
          .poll(() => kept(page))
          .toContainEqual(expect.stringMatching(/^sample\/sample\.webm\?v=/));
        await goOffline(page, host);
        await page.reload();
        await everythingWorks(page);
        await page.goto(`${host.page}?backend=wasm&source=sample`);
        await expect(people(page).first()).toContainText(AGE_TEXT);
      });
    });
  }

  for (const how of ['silent', 503] as const) {
    test(`the page starts if the server is ${how}`, async ({ page, host }) => {
      await visit(page, host);
      host.fail(how);
      await page.reload();
      await readPhoto(page);
    });
  }

  test('files that were used before the service worker was active are cached too', async ({ page, host }) => {
    await page.goto(`${host.page}?backend=wasm&source=sample`);
    await expect(people(page).first()).toContainText(AGE_TEXT);
    await expect.poll(() => kept(page)).toContainEqual(expect.stringMatching(/^sample\/sample\.webm\?v=/));
    const bytes = host
      .takeAnswered()
      .filter(({ url }) => url.includes('sample.webm'))
      .map((one) => one.bytes);
    const size = statSync('dist/sample/sample.webm').size;
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(size * 1.02);
    await goOffline(page, host);
    await page.goto(`${host.page}?backend=wasm&source=sample`);
    await expect(people(page).first()).toContainText(AGE_TEXT);
  });
});

test('what the welcome screen says of its limits can be read without the server', async ({ page, host }) => {
  await visit(page, host);
  await goOffline(page, host);
  await page.reload();
  await page.getByRole('link', { name: 'What is withheld, and when' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is withheld, and when');
  await expect(page.getByRole('table').first()).toContainText('too far away');
  const family = await page.locator('main').evaluate((main) => getComputedStyle(main).fontFamily);
  expect(family).toContain('Inter');
  await page.getByRole('link', { name: 'Back to Mien' }).click();
  await expect(page.getByRole('button', { name: 'Watch a sample' })).toBeVisible();
});

test('a link to a card opens without the server, although none was opened before', async ({ page, host }) => {
  await visit(page, host);
  await goOffline(page, host);
  await page.goto(host.page + CARD_FRAGMENT);
  await expect(page.getByRole('img', { name: CARD_TEXT })).toBeVisible();
  await page.getByRole('button', { name: 'Make your own' }).click();
  await expect(page.getByRole('button', { name: 'Watch a sample' })).toBeVisible();
});

test("MediaPipe's detector is not kept until it is used, and then works without the server", async ({
  page,
  host,
}) => {
  test.slow();
  const theirs = /mediapipe|vision_wasm|\.tflite/;
  await visit(page, host);
  expect((await kept(page)).filter((url) => theirs.test(url))).toEqual([]);
  const chosen = `${host.page}?backend=wasm&detector=mediapipe`;
  await page.goto(chosen);
  await expect.poll(() => page.evaluate(() => window.mien.state.detector)).toBe('mediapipe');
  await expect.poll(async () => (await kept(page)).filter((url) => theirs.test(url))).toHaveLength(3);
  await goOffline(page, host);
  await page.goto(chosen);
  await expect.poll(() => page.evaluate(() => window.mien.state.detector)).toBe('mediapipe');
  await readPhoto(page);
});

test('a first visit fetches nothing twice and at most 2 % more than without a service worker', async ({
  page,
  host,
  browser,
}) => {
  const blocked = await browser.newContext({ serviceWorkers: 'block' });
  const plain = await blocked.newPage();
  await plain.goto(`${host.page}?backend=wasm`);
  await plain.waitForFunction(() => window.mien.state.engine === 'ready');
  await plain.waitForTimeout(4000);
  await blocked.close();
  const before = host.takeAnswered();

  await visit(page, host);
  await page.waitForTimeout(1000);
  const answered = host.takeAnswered();
  const urls = answered.map(({ url }) => url);
  const keeperAt = urls.indexOf('/sw.js');
  const first = (await kept(page)).map((url) => (url === 'index.html' ? '/' : `/${url}`));
  const requested = [...urls.slice(0, keeperAt)].sort();
  // Kept unasked: the document that the page links to, and what opens a link to a card.
  const unasked = first.filter((url) => url !== '/' && !requested.includes(url));
  const scripts = unasked.filter((url) => url.startsWith('/assets/'));
  expect(unasked.filter((url) => !scripts.includes(url))).toEqual(['/limits.html']);
  expect(scripts).toContainEqual(expect.stringMatching(/SharedCard/));
  expect(scripts.reduce((sum, url) => sum + statSync(`dist${url}`).size, 0)).toBeLessThan(40_000);
  // The page itself has requested everything else that is cached at first.
  expect(requested.filter((url) => !/webmanifest|\.png$|^\/\?backend/.test(url))).toEqual(
    first.filter((url) => url !== '/' && !unasked.includes(url)).sort(),
  );
  const later = urls.slice(keeperAt + 1).filter((url) => !/webmanifest|\.png$/.test(url));
  expect(later.map((url) => url.split('?')[0]).sort()).toEqual([
    ...scripts,
    '/icon.svg',
    '/index.html',
    '/limits.html',
    '/no-origin.js',
  ]);
  const total = (list: typeof answered) => list.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total(answered)).toBeLessThan(total(before) * 1.02);
});

test('the script of the service worker is revalidated each time', async ({ request, host }) => {
  const answer = await request.get(`${host.page}sw.js`);
  expect(answer.headers()['cache-control']).toBe('no-cache');
});

test.describe('a new version', () => {
  test('is offered, and loaded only by a click on the welcome screen', async ({ page, host }) => {
    await visit(page, host);
    await watchSample(page);
    // A file that an earlier build cached on its first use.
    await page.evaluate(async () => {
      const name = (await caches.keys()).find((one) => one.includes('-used-')) ?? '';
      await (await caches.open(name)).put('assets/of-an-older-build.js', new Response('x'));
    });
    await host.publishSecond();
    await lookForUpdate(page);
    await expect(page.getByText(NEWS)).toBeVisible();
    await expect(reloadButton(page)).toBeHidden();
    await page.waitForTimeout(2000);
    await expect(people(page).first()).toContainText(AGE_TEXT);
    expect(await version(page)).toBe('one');
    const old = (await kept(page)).find((url) => /^assets\/index-(?!second).*\.js$/.test(url));
    expect(old).toBeDefined();

    await leave(page);
    expect(await version(page)).toBe('one');
    await reloadButton(page).click();
    await expect.poll(() => version(page).catch(() => '')).toBe('two');
    await expect.poll(() => kept(page)).not.toContain(old);
    await expect.poll(() => kept(page)).not.toContain('assets/of-an-older-build.js');
    expect(await kept(page)).toContain('assets/index-second.js');
    // Unchanged files stay in the cache, including the sample.
    expect(await kept(page)).toContainEqual(expect.stringMatching(/^sample\/sample\.webm\?v=/));
    await expect(page.getByText(NEWS)).toBeHidden();
    await goOffline(page, host);
    await page.reload();
    await readPhoto(page);
    expect(await version(page)).toBe('two');
  });

  test('does not affect a second window with an open source', async ({ page, host, context }) => {
    await visit(page, host);
    const second = await context.newPage();
    await visit(second, host);
    await watchSample(second);
    await host.publishSecond();
    await lookForUpdate(page);
    await expect(second.getByText(NEWS)).toBeVisible();
    await page.bringToFront();
    await reloadButton(page).click();
    await expect.poll(() => version(page).catch(() => '')).toBe('two');
    await page.waitForTimeout(2000);
    expect(await version(second)).toBe('one');
    await expect(people(second).first()).toContainText(AGE_TEXT);
    expect(await kept(page)).toContainEqual(expect.stringMatching(/^assets\/index-(?!second).*\.js$/));
  });

  test('is shown after one reload, as a developer expects, without a notice', async ({ page, host }) => {
    await visit(page, host);
    await host.publishSecond();
    await page.reload();
    expect(await version(page)).toBe('two');
    await expect.poll(() => kept(page)).toContain('assets/index-second.js');
    await expect
      .poll(() => kept(page))
      .not.toContainEqual(expect.stringMatching(/^assets\/index-(?!second).*\.js$/));
    await expect(page.getByText(NEWS)).toBeHidden();
  });
});

test('a damaged file in the cache is fetched again and replaced', async ({ page, host }) => {
  await visit(page, host);
  const damage = () =>
    page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          if (/weights\.bin|full-range\.bin/.test(request.url)) await cache.put(request, new Response('x'));
        }
      }
    });
  await damage();
  host.takeAnswered();
  await page.reload();
  await page.waitForFunction(() => window.mien.state.engine === 'ready');
  const fetched = host
    .takeAnswered()
    .filter(({ url }) => /\.bin/.test(url))
    .map(({ url }) => url.split('?')[0]);
  expect(fetched.sort()).toEqual([
    '/models/face-attributes/weights.bin',
    '/models/face-detector/full-range.bin',
  ]);
  await goOffline(page, host);
  await page.reload();
  await page.waitForFunction(() => window.mien.state.engine === 'ready');

  await damage();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A part of the page is missing');
});

for (const [name, script] of [
  ['are missing', 'delete Navigator.prototype.serviceWorker;'],
  [
    'are refused',
    `ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'));`,
  ],
  [
    'throw on access',
    `Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('no', 'SecurityError'); } });`,
  ],
] as const) {
  test(`the page works where service workers ${name}`, async ({ page, host }) => {
    await page.addInitScript(script);
    await page.goto(`${host.page}?backend=wasm`);
    await readPhoto(page);
    await page.waitForTimeout(3000);
    expect(await kept(page)).toEqual([]);
  });
}
