import type { Page } from '@playwright/test';
import { fakeCameraFile, fakeCameraSwitches } from './camera.ts';
import { AGE_TEXT, expect, fileInput, people, test as watched } from './fixtures.ts';
import { keptNow, mayBeKept, untilKept } from './kept.ts';

/** With a camera, as the whole walk goes past it. */
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

/** What a page can leave behind in a browser, but for the program's own files (`onlyProgramFiles`). */
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

/** What the service worker keeps is files of the build alone, byte for byte as long: no picture and no result. */
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

test('a whole walk leaves nothing but settings and the program itself, and no request leaves the origin', async ({
  page,
  context,
  watch,
}) => {
  const leave = () => page.getByRole('button', { name: 'Leave', exact: true }).click();
  /** Bodies sent with any request: pictures and results would have to travel in one. */
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
  expect(watch.strangers).toEqual([]);
});

test('the policy lets no request leave, even if code asked for one', async ({ page, context, watch }) => {
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
  // The fixture has seen what the policy stopped; here that was the point.
  expect(watch.strangers).toEqual(['https://example.org/x.png']);
  expect(watch.complaints.every((line) => /Content Security Policy/.test(line))).toBe(true);
  watch.strangers.length = 0;
  watch.complaints.length = 0;
});
