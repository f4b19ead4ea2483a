import type { Page } from '@playwright/test';
import { fakeCameraFile, fakeCameraSwitches } from './camera.ts';
import { AGE_TEXT, expect, fileInput, people, test as watched } from './fixtures.ts';
import { keptNow, mayBeKept, untilKept } from './kept.ts';

/** The test of fixtures.ts with a camera. */
const test = watched.extend<object, object>({
  launchOptions: [
    async ({ launchOptions, playwright }, use) => {
      const size = { width: 640, height: 480 };
      const path = await fakeCameraFile(playwright.chromium, 'portrait.jpg', size, launchOptions);
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...fakeCameraSwitches(path)] });
    },
    { scope: 'worker' },
  ],
});
test.use({ serviceWorkers: 'allow' });

/** Everything that a page can store in a browser, except the service worker's files (see `onlyProgramFiles`). */
const leftBehind = (page: Page) =>
  page.evaluate(async () => {
    const names: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return {
      local: Object.keys(localStorage).sort(),
      session: Object.keys(sessionStorage),
      cookies: document.cookie,
      databases: await indexedDB.databases(),
      files: names,
    };
  });

/** Expects that the service worker has cached only files of the build, compared by name and size. */
async function onlyProgramFiles(page: Page): Promise<void> {
  const allowed = mayBeKept();
  for (const file of await keptNow(page)) expect(allowed).toContainEqual(file);
  const scripts = await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ active }) => active?.scriptURL),
  );
  expect(scripts).toEqual([new URL('/sw.js', page.url()).href]);
}

const NOTHING = {
  local: [],
  session: [],
  cookies: '',
  databases: [],
  files: [],
};

test('using every source stores only settings and the program itself, and no request leaves the origin', async ({
  page,
  context,
  watch,
}) => {
  const leave = () => page.getByRole('button', { name: 'Leave', exact: true }).click();
  /** Requests with a body, which would be needed to send pictures or results. */
  const sent: string[] = [];
  context.on('request', (request) => {
    if (request.method() !== 'GET' || request.postDataBuffer()) sent.push(request.url());
  });

  await page.goto('/?backend=wasm');
  await page.getByRole('button', { name: 'Watch a sample' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await page.getByRole('button', { name: 'Record results' }).click();
  await expect(page.getByText(/\d+ rows?/)).toBeVisible();
  const [recording] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save CSV' }).click(),
  ]);
  expect(recording.url()).toMatch(/^blob:/);
  await page.keyboard.press('s');
  await page.getByRole('radio', { name: 'Solid' }).check();
  await expect(page.getByRole('img', { name: 'The picture to keep' })).toBeVisible();
  const [snapshot] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  ]);
  expect(snapshot.url()).toMatch(/^blob:/);
  await page.keyboard.press('Escape');
  await leave();

  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await leave();

  await fileInput(page).setInputFiles(['e2e/photos/portrait.jpg', 'e2e/photos/landscape.jpg']);
  await expect(page.getByText('2 photos', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Open portrait.jpg' }).click();
  await expect(page.locator('dialog canvas.stage-picture')).toBeVisible();
  await page.keyboard.press('Escape');
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save JSON' }).click()]);
  await untilKept(page);
  expect(await leftBehind(page)).toEqual(NOTHING);
  await onlyProgramFiles(page);
  await leave();

  await page.getByRole('button', { name: 'Watch a sample' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('checkbox', { name: 'Smile' }).uncheck();
  expect(await leftBehind(page)).toEqual({ ...NOTHING, local: ['mien.settings'] });
  await onlyProgramFiles(page);
  expect(await page.evaluate(() => localStorage.getItem('mien.settings'))).toBe(
    JSON.stringify({ show: { age: true, gender: true, emotion: true, smile: false } }),
  );
  expect(await context.cookies()).toEqual([]);

  await page.close();
  expect(sent).toEqual([]);
  expect(watch.foreignRequests).toEqual([]);
});

test('the policy blocks requests to other origins, even if code makes one', async ({
  page,
  context,
  watch,
}) => {
  const answered: string[] = [];
  context.on('response', (response) => answered.push(new URL(response.url()).host));
  await page.goto('/?backend=wasm');
  const refused = await page.evaluate(() =>
    Promise.allSettled([
      fetch('https://example.org/', { method: 'POST', body: 'x' }),
      new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = resolve;
        image.onerror = reject;
        image.src = 'https://example.org/x.png';
      }),
    ]).then((outcomes) => outcomes.map(({ status }) => status)),
  );
  expect(refused).toEqual(['rejected', 'rejected']);
  expect(answered).not.toContain('example.org');
  // The fixture has recorded the blocked requests, which this test expects.
  expect(watch.foreignRequests).toEqual(['https://example.org/x.png']);
  expect(watch.complaints.every((line) => /Content Security Policy/.test(line))).toBe(true);
  watch.foreignRequests.length = 0;
  watch.complaints.length = 0;
});
