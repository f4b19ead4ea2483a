import type { Page } from '@playwright/test';
import { boothLink, caption, labels, openShow, watchStates } from './booth.ts';
import { expect, type SeenResult, test } from './fixtures.ts';
import { visit, visitorCamera } from './visitor-camera.ts';

const AGE_LABEL = /looks \d+(–\d+)?/;

/** The faces of the next result whose first face is settled. */
const settledFaces = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<SeenResult['faces']>((resolve) => {
        window.addEventListener('mien-result', (event) => {
          const { faces } = (event as CustomEvent<SeenResult>).detail;
          if (faces[0]?.settled) resolve(faces);
        });
      }),
  );

test.describe('with a camera', () => {
  test.beforeEach(async ({ page }) => visitorCamera(page));

  test('the show starts by itself, and visitors come, are read, and are forgotten', async ({ page }) => {
    const states = await watchStates(page);
    await openShow(page);
    await expect(caption(page)).toHaveText('Look into the mirror');
    await visit(page, 'far');
    await expect(caption(page)).toHaveText('Come closer');
    await expect(labels(page)).toHaveCount(0);
    await visit(page, 'near');
    await expect(labels(page).first()).toHaveText(AGE_LABEL);
    await expect(caption(page)).toHaveText('Only a guess');
    await expect(caption(page)).toHaveText('That is all. Step away and it is gone.');
    await visit(page, 'nobody');
    await expect(caption(page)).toHaveText(/^Last guess: looks \d+/);
    await expect(labels(page)).toHaveCount(0);
    const leftAt = Date.now();
    await expect(caption(page)).toHaveText('Look into the mirror');
    expect(Date.now() - leftAt).toBeGreaterThan(2500);
    const seen = (await states()).filter((state) => state !== 'reading');
    // The visitor jumps from far to near, and may be lost on the way.
    expect(seen.slice(0, seen.indexOf('shown'))).toContain('far');
    expect(seen.slice(seen.indexOf('shown'))).toEqual(['shown', 'left', 'empty']);
  });

  for (const [preset, label, reading] of [
    ['smile', /^(not )?smiling$/, ['smile']],
    ['age-smile', AGE_LABEL, ['age', 'smile']],
    ['no-gender', /^looks \d+(–\d+)?happy/, ['age', 'emotions', 'smile']],
    ['everything', / · (woman|man|gender not sure)/, ['age', 'emotions', 'smile', 'woman']],
  ] as const) {
    test(`the preset "${preset}" holds for labels, spoken text and events`, async ({ page }) => {
      await openShow(page, `preset=${preset}`);
      await visit(page, 'near');
      await expect(labels(page).first()).toHaveText(label);
      const [face] = await settledFaces(page);
      expect(Object.keys(face?.reading ?? {}).sort()).toEqual(reading);
      expect(face?.shown?.gender === null).toBe(preset !== 'everything');
      const spoken = page.locator('[aria-live=polite]:not([role])').first();
      await expect(spoken).toContainText('1 person');
      if (preset !== 'everything') await expect(page.getByText(/woman|gender/)).toHaveCount(0);
      if (preset === 'smile') await expect(page.getByText(/about \d+|looks \d+/)).toHaveCount(0);
    });
  }

  test('a person has one label, also after the window changed its size', async ({ page }) => {
    await openShow(page);
    await visit(page, 'near');
    await expect(labels(page)).toHaveText([AGE_LABEL]);
    await page.setViewportSize({ width: 900, height: 1400 });
    await expect(page.getByRole('main')).toHaveAttribute('data-shape', 'tall');
    await expect(labels(page)).toHaveText([AGE_LABEL]);
    await expect(page.locator('.tag')).toHaveCount(1);
  });

  test('whoever stands in the area at the side gets no box, no label and no reading', async ({ page }) => {
    await openShow(page, 'aside=left:40');
    await expect(page.getByText('No guesses here')).toBeVisible();
    // In a mirror the left of the screen is the right of the camera's picture.
    await visit(page, 'near', 0.75);
    const faces = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let [results, most] = [0, 0];
          window.addEventListener('mien-result', (event) => {
            most = Math.max(most, (event as CustomEvent<SeenResult>).detail.faces.length);
            results += 1;
            if (results === 40) resolve(most);
          });
        }),
    );
    expect(faces).toBe(0);
    await expect(caption(page)).toHaveText('Look into the mirror');
    await visit(page, 'near', 0.3);
    await expect(labels(page).first()).toHaveText(AGE_LABEL);
  });

  test('the notice is on every screen, and in full with N, PageUp and its button', async ({ page }) => {
    await openShow(page, 'language=de&info=https://museum.example/mehr');
    const line = page.getByText('Hier schätzt ein Computer Ihr Alter und Ihr Lächeln.');
    await expect(line).toBeVisible();
    await expect(page.getByText('City Museum')).toBeVisible();
    const full = page.getByRole('dialog', { name: 'Was hier geschieht' });
    for (const open of [
      () => page.keyboard.press('n'),
      () => page.keyboard.press('PageUp'),
      () => page.getByRole('button', { name: 'Hinweis' }).click(),
    ]) {
      await open();
      await expect(full).toContainText('Verantwortlich: City Museum. Kontakt: info@museum.example');
      await expect(full).toContainText('https://museum.example/mehr');
      const [over, bar] = [await full.boundingBox(), await page.locator('.show-notice').boundingBox()];
      expect(over!.y + over!.height).toBeLessThanOrEqual(bar!.y + 0.5);
      await page.keyboard.press('n');
      await expect(full).toHaveCount(0);
    }
    await page.keyboard.press('b');
    await expect(caption(page)).toHaveText('Back in a moment');
    await expect(line).toBeVisible();
  });

  test('the presenter turns the camera off and on, and goes through the lines', async ({ page }) => {
    await openShow(page);
    const line = page.locator('.show-words p');
    await expect(line).toHaveText('The picture stays in this device, and each one is forgotten at once.');
    await page.keyboard.press('PageDown');
    await expect(line).toHaveText('It guesses how a face looks. It does not know who you are.');
    await page.keyboard.press('PageDown');
    await expect(line).toHaveText('Of each face it sees no more than 96 × 96 dots.');
    await page.keyboard.press('PageDown');
    await expect(line).toHaveText('In tests its ages were off by 4 to 6 years on average.');
    await page.keyboard.press('b');
    await expect(caption(page)).toHaveText('Back in a moment');
    expect(await page.evaluate(() => window.mien.state.phase)).toBe('welcome');
    await page.keyboard.press('.');
    await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
  });

  test('holding P for a second opens the panel, which leads to the set-up; a short press does not', async ({
    page,
  }) => {
    await openShow(page);
    await page.keyboard.press('p', { delay: 400 });
    await page.waitForTimeout(900);
    await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
    await page.keyboard.down('p');
    await expect(page.getByText('Keep holding for the presenter’s panel')).toBeVisible();
    const panel = page.getByRole('dialog', { name: 'Presenter’s panel' });
    await expect(panel).toBeVisible();
    await page.keyboard.up('p');
    await panel.getByRole('button', { name: 'Open the set-up' }).click();
    await expect(page.getByRole('heading', { name: 'Set up a booth' })).toBeVisible();
    await expect(page.getByLabel('Organiser’s name')).toHaveValue('City Museum');
    await expect.poll(() => page.url()).toContain('booth=setup&organiser=City+Museum');
    expect(await page.evaluate(() => window.mien.state.phase)).toBe('welcome');
  });

  test('holding the corner for three seconds opens the panel after the PIN', async ({ page }) => {
    await openShow(page, 'pin=2468');
    const corner = await page.locator('.show-corner').boundingBox();
    await page.mouse.move(corner!.x + 20, corner!.y + 20);
    await page.mouse.down();
    const ask = page.getByRole('dialog', { name: 'Presenter’s PIN' });
    await page.waitForTimeout(2000);
    await expect(ask).toHaveCount(0);
    await expect(ask).toBeVisible();
    await page.mouse.up();
    await page.keyboard.type('1111');
    await expect(ask).toContainText('That is not the PIN.');
    await ask.getByRole('button', { name: 'Delete' }).click();
    for (const digit of '246') await ask.getByRole('button', { name: digit }).click();
    await expect(ask).toBeVisible();
    await ask.getByRole('button', { name: '8' }).click();
    await expect(page.getByRole('dialog', { name: 'Presenter’s panel' })).toBeVisible();
    await expect(ask).toHaveCount(0);
  });

  test('keys, menus and gestures of visitors have no effect', async ({ page }) => {
    await openShow(page);
    const opened = await page.evaluate(() => window.openedCameras);
    const passed = await page.evaluate(() => {
      const target = document.querySelector('.mirror') ?? document.body;
      const keydown = (key: string, ctrlKey = false) =>
        target.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }));
      return {
        alone: ['F5', 'Backspace', 'F11', ' ', 'Escape', 'x', 'ArrowDown'].map((key) => keydown(key)),
        withControl: ['r', 'f', 'p', '+', 'Tab'].map((key) => keydown(key, true)),
        focus: keydown('Tab'),
      };
    });
    expect(passed).toEqual({
      alone: Array(7).fill(false),
      withControl: Array(5).fill(false),
      focus: true,
    });
    for (const key of ['F5', 'Control+r', 'Alt+ArrowLeft']) await page.keyboard.press(key);
    const taken = await page.evaluate(() => {
      const target = document.querySelector('.mirror') ?? document.body;
      const event = (type: string) => new Event(type, { bubbles: true, cancelable: true });
      return ['contextmenu', 'dragstart', 'selectstart', 'gesturestart'].map((type) =>
        target.dispatchEvent(event(type)),
      );
    });
    expect(taken).toEqual([false, false, false, false]);
    const zoomed = await page.evaluate(() =>
      document.body.dispatchEvent(
        new WheelEvent('wheel', { ctrlKey: true, bubbles: true, cancelable: true }),
      ),
    );
    expect(zoomed).toBe(false);
    expect(await page.evaluate(() => window.openedCameras)).toBe(opened);
    await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
    const style = (property: 'cursor' | 'userSelect' | 'touchAction') =>
      page.getByRole('main').evaluate((main, name) => getComputedStyle(main)[name], property);
    expect([await style('cursor'), await style('userSelect'), await style('touchAction')]).toEqual([
      'none',
      'none',
      'none',
    ]);
    await page.mouse.move(300, 300);
    await page.mouse.move(400, 310);
    await expect.poll(() => style('cursor')).toBe('auto');
    await expect.poll(() => style('cursor'), { timeout: 8000 }).toBe('none');
  });

  test('outside its hours the camera is off and the screen says when it opens', async ({ page }) => {
    await page.clock.setFixedTime(new Date(2026, 10, 30, 8, 59));
    await page.goto(boothLink('hours=09:00-17:30'));
    await expect(caption(page)).toHaveText('Closed now');
    await expect(page.getByText('Opens again at 09:00')).toBeVisible();
    expect(await page.evaluate(() => window.openedCameras)).toBe(0);
    await page.clock.setFixedTime(new Date(2026, 10, 30, 9, 0));
    await expect(page.getByRole('region', { name: 'Mirror' })).toBeVisible();
    await page.clock.setFixedTime(new Date(2026, 10, 30, 17, 30));
    await expect(caption(page)).toHaveText('Closed now');
  });

  test('the screen is kept awake, and again after the page was hidden', async ({ page }) => {
    await page.addInitScript(() => {
      window.locks = [];
      Object.defineProperty(navigator, 'wakeLock', {
        value: {
          request: async (kind: string) => {
            window.locks.push(kind);
            window.lock = Object.assign(new EventTarget(), { released: false, release: async () => {} });
            return window.lock;
          },
        },
      });
    });
    await openShow(page);
    expect(await page.evaluate(() => window.locks)).toEqual(['screen']);
    await page.evaluate(() => {
      document.dispatchEvent(new Event('visibilitychange'));
      // The browser has released the lock of a page that was hidden.
      window.lock.released = true;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(await page.evaluate(() => window.locks)).toEqual(['screen', 'screen']);
  });

  test('the layout moves by some pixels after four minutes', async ({ page }) => {
    await page.clock.install();
    await openShow(page);
    const words = page.locator('.show-notice p');
    const before = (await words.boundingBox())!;
    await page.clock.fastForward(4 * 60_000 + 1000);
    await expect
      .poll(async () => Math.round((await words.boundingBox())!.x - before.x))
      .toBe(Math.round(900 * 0.006));
  });
});

declare global {
  interface Window {
    locks: string[];
    lock: { released: boolean };
  }
}
