import type { Locator, Page } from '@playwright/test';
import { madeClip } from '../scripts/media/scenes/made-clips.ts';
import { FRAME, SCENES, type SceneName } from '../scripts/media/scenes/scenes.ts';
import { expect, fileInput, openStepped, people, test } from './fixtures.ts';

const FRAME_MS = 1000 / 15;
/** The colour of a solid cover. */
const SOLID = [20, 22, 26];

const stage = (page: Page): Locator => page.getByRole('region', { name: 'Stage' });
/** The canvas that shows the picture. Boxes and labels are drawn on another canvas, above it. */
const picture = (page: Page): Locator => stage(page).locator('canvas.stage-picture');

/** Points on the eyes, nose and mouth of every face that is in the frame, at each frame of a scene. */
function pointsOf(scene: SceneName) {
  const { fps, seconds, faces } = SCENES[scene];
  return Array.from({ length: fps * seconds }, (_, frame) =>
    faces(frame / fps)
      .flatMap(({ at: [x, y], eyes }) =>
        [
          [-0.5, 0],
          [0.5, 0],
          [0, 0.6],
          [0, 1.1],
        ].map(([u, v]) => [Math.round(x + u! * eyes), Math.round(y + v! * eyes)] as const),
      )
      .filter(([x]) => x >= 0 && x < FRAME.width),
  );
}

/** Steps through a scene and returns the frames that were shown, and those in which a point of a face is not covered. */
function watchCovers(page: Page, scene: SceneName, from: number, to: number) {
  return page.evaluate(
    async ({ points, solid, from, to, ms }) => {
      let shown = -1;
      window.addEventListener('mien-result', (event) => {
        shown = Math.round((event as CustomEvent<{ at: number }>).detail.at / ms);
      });
      const frames: number[] = [];
      const open: number[] = [];
      const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
      for (let step = from; step < to; step++) {
        if (!(await window.mien.step(step === from ? from * ms : ms))) break;
        const canvas = document.querySelector<HTMLCanvasElement>('canvas.stage-picture');
        if (shown === -1 || !canvas || frames.at(-1) === shown) continue;
        frames.push(shown);
        Object.assign(copy.canvas, { width: canvas.width, height: canvas.height });
        copy.drawImage(canvas, 0, 0);
        for (const [x, y] of points[shown]!) {
          const { data } = copy.getImageData(x, y, 1, 1);
          if (solid.some((level, channel) => Math.abs(level - data[channel]!) > 1)) {
            open.push(shown);
            break;
          }
        }
      }
      return { frames, open };
    },
    { points: pointsOf(scene), solid: SOLID, from, to, ms: FRAME_MS },
  );
}

test.describe('every face is covered in every frame that is shown', () => {
  const parts: readonly (readonly [string, SceneName, number, number])[] = [
    ['somebody walks in', 'three-people', 66, 100],
    ['two people cross', 'crossing', 18, 58],
    ['a face is hidden and comes back', 'covered', 20, 55],
  ];
  for (const [title, scene, from, to] of parts) {
    test(title, async ({ page }) => {
      await openStepped(page, madeClip(scene), '&cover=solid');
      const { frames, open } = await watchCovers(page, scene, from, to);
      expect(open).toEqual([]);
      expect(frames.length).toBeGreaterThan((to - from) / 2);
    });
  }
});

/** Counts repaints of the page, and those at which a video could be seen. */
async function watchVideos(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { repaints: 0, visible: 0 };
    Object.assign(window, { seen });
    const look = () => {
      seen.repaints += 1;
      for (const video of document.querySelectorAll('video'))
        if (video.checkVisibility({ visibilityProperty: true, opacityProperty: true })) seen.visible += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

const videosSeen = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: { repaints: number; visible: number } }).seen);

/** Whether the covered picture has anything on it. */
const isBlank = (page: Page): Promise<boolean> =>
  picture(page).evaluate((canvas) => {
    const copy = new OffscreenCanvas(16, 9).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas as HTMLCanvasElement, 0, 0, 16, 9);
    return copy.getImageData(0, 0, 16, 9).data.every((value) => value === 0);
  });

test('the video itself is never visible: at the start, after a jump, in another size, with another source', async ({
  page,
}) => {
  await watchVideos(page);
  await page.goto('/?source=sample&cover=blurred');
  await expect(stage(page)).toContainText('Faces are covered');
  await expect(people(page).first()).toBeVisible();
  await expect.poll(() => isBlank(page)).toBe(false);

  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('slider', { name: 'Position' }).fill('9');
  await expect.poll(() => isBlank(page)).toBe(true);
  // A paused picture is read until it was searched enough, and then shown.
  await expect.poll(() => isBlank(page)).toBe(false);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => isBlank(page)).toBe(false);

  await page.getByRole('button', { name: 'Leave' }).click();
  await fileInput(page).setInputFiles(madeClip('one-face'));
  await expect(people(page).first()).toBeVisible();
  await expect.poll(() => isBlank(page)).toBe(false);
  const { repaints, visible } = await videosSeen(page);
  expect(repaints).toBeGreaterThan(10);
  expect(visible).toBe(0);

  // The watch itself works.
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('group', { name: 'Cover faces' }).getByRole('radio', { name: 'Off' }).check();
  await expect.poll(async () => (await videosSeen(page)).visible).toBeGreaterThan(0);
});

test('picked people are shown, forgotten when they are gone, and never stored', async ({ page }) => {
  await openStepped(page, madeClip('three-people'), '&cover=solid');
  const eyes = () =>
    picture(page).evaluate((canvas) => {
      const copy = new OffscreenCanvas(640, 480).getContext('2d', { willReadFrequently: true })!;
      copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
      // Next to the right eye of the person on the right, and of the one in the middle.
      return [505, 295].map((x) => [...copy.getImageData(x, 225, 1, 1).data.slice(0, 3)]);
    });
  const step = (times: number, ms: number) =>
    page.evaluate(
      async ([times, ms]) => {
        for (let i = 0; i < times; i++) await window.mien.step(ms);
      },
      [times, ms] as const,
    );
  await step(8, 200);
  await expect(page.getByRole('button', { name: /Show this face/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('checkbox', { name: /Let me show some faces/ }).check();
  await page.keyboard.press('Escape');
  expect(await eyes()).toEqual([SOLID, SOLID]);
  await page.getByRole('button', { name: 'Show this face: Person 2' }).click();
  const [right, middle] = await eyes();
  expect(right).not.toEqual(SOLID);
  expect(middle).toEqual(SOLID);
  await expect(page.getByRole('button', { name: 'Cover this face: Person 2' })).toBeVisible();
  const stored = await page.evaluate(() => localStorage.getItem('mien.settings'));
  expect(JSON.parse(stored ?? '{}')).toEqual({ coverBut: 'picked' });
  await page.getByRole('button', { name: 'Cover this face: Person 2' }).click();
  expect((await eyes())[0]).toEqual(SOLID);

  // They leave after three seconds, and somebody else comes at five.
  await page.getByRole('button', { name: 'Show this face: Person 2' }).click();
  await step(28, 200);
  await expect(people(page)).toHaveCount(3);
  await expect(page.getByRole('button', { name: /Show this face/ })).toHaveCount(3);
});

test('photos are shown covered, and only once they are read', async ({ page }) => {
  await page.goto('/?cover=solid');
  await fileInput(page).setInputFiles(['e2e/photos/group-12.jpg']);
  const thumbnail = page.locator('.thumbnail canvas');
  await expect(thumbnail).toHaveCount(1);
  await expect(page.locator('.thumbnail img')).toHaveCount(0);
  await page.getByRole('button', { name: /group-12/ }).click();
  await expect(stage(page)).toContainText('Faces are covered');
  await expect(people(page)).toHaveCount(12);
  for (const canvas of [picture(page), thumbnail]) {
    await expect
      .poll(() =>
        canvas.evaluate((element, solid) => {
          const { width, height } = element as HTMLCanvasElement;
          const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
          copy.drawImage(element as HTMLCanvasElement, 0, 0);
          const { data } = copy.getImageData(0, 0, width, height);
          let covered = 0;
          for (let at = 0; at < data.length; at += 4)
            if (solid.every((level, channel) => data[at + channel] === level)) covered += 1;
          return covered / (width * height);
        }, SOLID),
      )
      .toBeGreaterThan(0.05);
  }
});
