import { copyFileSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { parseCsv } from './csv.ts';
import { drawCamera } from './drawn-camera.ts';
import {
  difference,
  type FilmLook,
  openFilmPanel,
  type Played,
  playFile,
  savedBy,
  startFilm,
  strip,
} from './film.ts';
import { AGE_TEXT, expect, fileInput, people, type SeenResult, test } from './fixtures.ts';

const STEP_MS = 1000 / 30;
const STEPS = 36;
/** The end of a covered film is left out: whoever comes in there is not found yet. */
const LEFT_OUT = 0.6;
/** The frame that is looked at: it is in every film. */
const MIDDLE = 15;

/** Films STEPS steps of the sample in the stepped page; returns the file and the result in its middle. */
async function steppedFilm(page: Page, look: FilmLook, info: { outputPath(name: string): string }) {
  await page.goto('/?seed-clock=1&backend=wasm&source=sample');
  await page.waitForFunction(() => window.mien.state.phase === 'live');
  await startFilm(page, look);
  // The first picture tells the size; the encoder is there some time after it.
  await expect(async () => {
    await page.evaluate(() => window.mien.step());
    await expect(strip(page)).toContainText('MB', { timeout: 100 });
  }).toPass();
  const results = await page.evaluate(
    async ({ steps, ms }) => {
      const seen: unknown[] = [];
      window.addEventListener('mien-result', (event) => seen.push((event as CustomEvent).detail));
      for (let step = 0; step < steps; step++) {
        await window.mien.step(ms);
        // The encoder takes one frame after the other.
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      return seen;
    },
    { steps: STEPS, ms: STEP_MS },
  );
  const file = await savedBy(page, strip(page).getByRole('button', { name: 'Stop and save' }));
  await expect(strip(page)).toBeHidden();
  const path = info.outputPath(file.suggestedFilename());
  copyFileSync(await file.path(), path);
  return { name: file.suggestedFilename(), path, middle: results[MIDDLE] as SeenResult };
}

/** The pixel of a picture of 64 × 64 at the centre of a face. */
function atFace(picture: readonly number[] | undefined, { size, faces }: SeenResult): readonly number[] {
  const box = faces[0]?.box;
  if (!picture || !box) throw new Error('no face');
  const x = Math.floor((64 * (box.x + box.width / 2)) / size.width);
  const y = Math.floor((64 * (box.y + box.height / 2)) / size.height);
  return picture.slice(3 * (64 * y + x), 3 * (64 * y + x) + 3);
}

test('a film has its length, can be seeked, and shows labels or covered faces', async ({ page }, info) => {
  const played: Played[] = [];
  const looks: readonly FilmLook[] = [
    { labels: 'With labels' },
    { labels: 'Without' },
    { labels: 'Without', faces: 'Solid' },
  ];
  let middle: SeenResult | null = null;
  for (const look of looks) {
    const film = await steppedFilm(page, look, info);
    expect(film.name).toMatch(/^mien-film-\d{4}-\d\d-\d\d-\d{4}\.(mp4|webm)$/);
    middle = film.middle;
    played.push(await playFile(page, film.path, [0.2, MIDDLE / 30]));
  }
  played.forEach(({ duration, seekableTo }, index) => {
    const seconds = STEPS / 30 - (looks[index]?.faces ? LEFT_OUT : 0);
    // A frame at each end may be there or not.
    expect(Math.abs(duration - seconds)).toBeLessThan(0.05 * seconds + 2 / 30);
    expect(seekableTo).toBeCloseTo(duration, 1);
  });
  const [labels, plain, solid] = played.map(({ pictures }) => pictures[1] ?? []);
  expect(difference(labels ?? [], plain ?? [])).toBeGreaterThan(2);
  if (!middle) throw new Error('nothing was filmed');
  for (const value of atFace(solid, middle)) expect(Math.abs(value - 0x16)).toBeLessThan(20);
});

test('a film goes on when the camera is turned and after a pause, and is kept when the camera is left', async ({
  page,
}, info) => {
  await drawCamera(page);
  await page.goto('/?backend=wasm&source=camera');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await startFilm(page);
  await expect(strip(page)).toContainText('0:01');
  await page.evaluate(() => window.drawnCamera.turn(480, 640));
  await strip(page).getByRole('button', { name: 'Pause filming' }).click();
  await expect(strip(page)).toContainText('paused');
  await strip(page).getByRole('button', { name: 'Go on filming' }).click();
  await expect(strip(page)).toContainText('0:03');
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(strip(page)).toContainText('The film is kept until you save or discard it.');
  await page.screenshot({ path: 'test-results/trouble/film kept.png' });
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => dialogs).toEqual(['beforeunload']);
  const file = await savedBy(page, strip(page).getByRole('button', { name: 'Save film' }));
  const path = info.outputPath(file.suggestedFilename());
  copyFileSync(await file.path(), path);
  const { duration, width, height, pictures } = await playFile(page, path, [0.5, 2.5]);
  expect([width, height]).toEqual([640, 480]);
  expect(duration).toBeGreaterThan(2.8);
  expect(duration).toBeLessThan(8);
  // Turned, the picture is in the middle, with bars on both sides.
  expect(pictures[0]?.slice(0, 3).every((value) => value > 40)).toBe(true);
  expect(pictures[1]?.slice(0, 3).every((value) => value < 20)).toBe(true);
});

/** Opens a clip and renders it; returns the lines of the table. */
async function rendered(page: Page): Promise<{ table: string; video: string }> {
  await openFilmPanel(page);
  await page.getByRole('button', { name: 'Render the whole video…' }).click();
  const done = page.getByRole('dialog', { name: 'The video is rendered' });
  await expect(done).toBeVisible({ timeout: 60_000 });
  const table = await savedBy(page, done.getByRole('button', { name: 'Save table (CSV)' }));
  expect(table.suggestedFilename()).toMatch(/^mien-video-frames-.*\.csv$/);
  const video = await savedBy(page, done.getByRole('button', { name: /^Save video/ }));
  const path = test.info().outputPath(video.suggestedFilename());
  copyFileSync(await video.path(), path);
  await done.getByRole('button', { name: 'Close' }).click();
  await expect(done).toBeHidden();
  return { table: readFileSync(await table.path(), 'utf8'), video: path };
}

test('a whole video gives the same table twice, and an annotated video of its length', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles('e2e/clips/turned-quarter.mp4');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  const first = await rendered(page);
  const [head = [], ...rows] = parseCsv(first.table);
  expect(head.slice(0, 4)).toEqual(['source', 'time_s', 'frame', 'face']);
  const numbers = rows.map((row) => Number(row[2]));
  expect(numbers).toEqual(numbers.map((_, index) => index));
  expect(rows.length).toBeGreaterThan(20);
  expect(new Set(rows.map((row) => row[3]))).toEqual(new Set(['1']));
  expect(Number(rows.at(-1)?.[head.indexOf('age')])).toBeGreaterThan(0);
  const played = await playFile(page, first.video, [0.5]);
  expect([played.width, played.height]).toEqual([480, 640]);
  expect(Math.abs(played.duration - 1)).toBeLessThan(0.05);
  // The live view has read other frames meanwhile, and faces have got other ids.
  await expect(people(page).first()).toContainText(AGE_TEXT);
  expect((await rendered(page)).table).toBe(first.table);
});

test('the sound of a video is copied into the rendered one', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles('e2e/clips/with-sound.mp4');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  const { video } = await rendered(page);
  const input = new Input({ source: new BufferSource(readFileSync(video)), formats: ALL_FORMATS });
  const sound = await input.getPrimaryAudioTrack();
  expect(await sound?.getCodec()).toBe('aac');
  expect(await sound?.computeDuration()).toBeCloseTo(1, 1);
});

test('without WebCodecs the browser’s recorder is used, and a whole video is refused in one sentence', async ({
  page,
}, info) => {
  await page.addInitScript(() => {
    for (const name of ['VideoEncoder', 'VideoDecoder']) Reflect.deleteProperty(globalThis, name);
  });
  await page.goto('/?backend=wasm&source=sample');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await startFilm(page);
  await expect(strip(page)).toContainText('0:02');
  const file = await savedBy(page, strip(page).getByRole('button', { name: 'Stop and save' }));
  const path = info.outputPath(file.suggestedFilename());
  copyFileSync(await file.path(), path);
  const { duration, seekableTo, pictures } = await playFile(page, path, [0.3, 1.8]);
  expect(duration).toBeGreaterThan(1.9);
  expect(duration).toBeLessThan(10);
  expect(seekableTo).toBeCloseTo(duration, 1);
  expect(difference(pictures[0] ?? [], pictures[1] ?? [])).toBeGreaterThan(0.5);
  await openFilmPanel(page);
  await page.getByRole('button', { name: 'Render the whole video…' }).click();
  await expect(page.getByRole('alert')).toContainText('does not give its single frames');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a rendering that is cancelled keeps nothing, and the clip plays on', async ({ page }) => {
  await page.goto('/?backend=wasm&source=sample');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await openFilmPanel(page);
  await page.getByRole('button', { name: 'Render the whole video…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rendering the whole video' });
  await expect(dialog).toContainText('fps');
  await page.screenshot({ path: 'test-results/trouble/rendering.png' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  expect(await page.evaluate(() => document.querySelector('video')?.paused)).toBe(true);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => page.evaluate(() => document.querySelector('video')?.paused)).toBe(false);
  const seen = page.evaluate(
    () =>
      new Promise((resolve) => window.addEventListener('mien-result', () => resolve(true), { once: true })),
  );
  expect(await seen).toBe(true);
});
