import { boothLink, caption, labels, openShow } from './booth.ts';
import { expect, test } from './fixtures.ts';
import { visit, visitorCamera } from './visitor-camera.ts';

test('only a booth loads the code of the booth', async ({ page }) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  const chunks = () => requested.filter((path) => /\/Booth-/.test(path));
  await page.goto('/?backend=wasm&source=sample');
  await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible();
  expect(chunks()).toEqual([]);
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('link', { name: 'For a booth' }).click();
  await expect(page.getByRole('heading', { name: 'Set up a booth' })).toBeVisible();
  expect(
    chunks()
      .map((path) => path.replace(/.*\./, ''))
      .sort(),
  ).toEqual(['css', 'js']);
});

test.describe('a camera that is not allowed', () => {
  test('the page says what the presenter must press, and a button tries again', async ({ page }) => {
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () =>
        window.asked
          ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
          : new Promise((_resolve, reject) => {
              window.asked = true;
              window.refuse = () => reject(new DOMException('Permission denied', 'NotAllowedError'));
            });
    });
    await page.goto(boothLink());
    await expect(caption(page)).toHaveText('Presenter: allow the camera');
    await expect(page.getByText(/Press “Allow” in the question/)).toBeVisible();
    await expect(page.getByText('City Museum')).toBeVisible();
    await page.evaluate(() => window.refuse());
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(page.getByText('City Museum')).toBeVisible();
  });
});

test.describe('full screen without a click', () => {
  for (const [answer, times] of [
    ['granted', 1],
    ['denied', 0],
  ] as const) {
    test(`is ${times === 1 ? '' : 'not '}asked for where a policy answers "${answer}"`, async ({ page }) => {
      await visitorCamera(page);
      await page.addInitScript((state) => {
        window.filled = 0;
        const query = navigator.permissions.query.bind(navigator.permissions);
        navigator.permissions.query = async (question) =>
          (question.name as string) === 'fullscreen' ? ({ state } as PermissionStatus) : query(question);
        Element.prototype.requestFullscreen = async () => {
          window.filled += 1;
        };
      }, answer);
      await openShow(page);
      expect(await page.evaluate(() => window.filled)).toBe(times);
    });
  }
});

test('a link with faults opens no show, and says what is wrong with each', async ({ page }) => {
  await page.goto('/?booth=show&organiser=City+Museum&preset=all&distance=9&colour=red');
  await expect(page.getByRole('heading', { name: 'This link does not open a booth' })).toBeVisible();
  for (const sentence of [
    'In the link, “preset” must be smile, age-smile, no-gender or everything.',
    'In the link, “distance” must be metres from 0.5 to 4.5, such as 2.5.',
    'The link has no “contact”, which must be an address or number of at most 120 letters.',
    'In the link, “colour” is no parameter of a booth, or its value is not one that the page knows.',
  ])
    await expect(page.getByText(sentence)).toBeVisible();
  await page.getByRole('button', { name: 'Correct it in the set-up' }).click();
  await expect(page.getByLabel('Organiser’s name')).toHaveValue('City Museum');
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });
  test('the show starts again', async ({ page, context }) => {
    await visitorCamera(page);
    await openShow(page);
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const names = await caches.keys();
          const found = await Promise.all(
            names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
          );
          return found.flat().filter((url) => /\/Booth-.*\.(js|css)$/.test(url)).length;
        }),
      )
      .toBe(2);
    await context.setOffline(true);
    await page.reload();
    await visit(page, 'near');
    await expect(labels(page).first()).toHaveText(/looks \d+/);
    await context.setOffline(false);
  });
});

declare global {
  interface Window {
    asked?: boolean;
    filled: number;
    refuse(): void;
  }
}
