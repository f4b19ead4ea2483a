import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { madeClip } from '../scripts/media/scenes/made-clips.ts';
import { type Comparison, compareFaces } from '../src/core/same-faces.ts';
import { AGE_TEXT, expect, fileInput, openStepped, people, stepThrough, test } from './fixtures.ts';
import { serveLab } from './lab/serve-lab.ts';
import { breakWorker, SABOTAGE } from './sabotage.ts';

/** Its program reads pixels back from WebGL, which Chromium remarks on where the processor draws. */
const READS_BACK = /GPU stall due to ReadPixels/;
test.use({ expectedComplaints: READS_BACK });

const CHOSEN = 'MediaPipe, for comparison';
/** Files of MediaPipe's detector. */
const FILES = /mediapipe|vision_wasm|\.tflite/;

const detector = (page: Page) => page.evaluate(() => window.mien.state.detector);

/** Records the names of MediaPipe's files that the page requests. */
function requestedFiles(page: Page): string[] {
  const requested: string[] = [];
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1) ?? '';
    if (FILES.test(name)) requested.push(name.replace(/-[\w-]{8}\./, '.'));
  });
  return requested;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test.describe('beside our own detector', () => {
  const lab = test.extend<object, { labUrl: string }>({
    labUrl: [({ browserName: _ }, use) => serveLab(use), { scope: 'worker' }],
    baseURL: ({ labUrl }, use) => use(labUrl),
  });

  const FOLDERS = ['e2e/faces', 'e2e/photos', 'scripts/media/pictures'];
  /** Not decodable, too large, or a copy of another that is rotated by its header. */
  const UNFIT = /^(huge|truncated|not-a-picture|portrait-exif-6)\./;
  const PICTURES = FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(jpg|png)$/.test(name) && !UNFIT.test(name))
      .map((name) => `${folder}/${name}`),
  );
  /** A face with a score this near to the least score may be found by one of them alone. */
  const SURE = 0.55;

  async function compareAll(page: Page, pictures: readonly string[], delegate: 'CPU' | 'GPU') {
    await page.goto('/');
    await page.waitForFunction(() => 'lab' in window);
    const compared: (Comparison & { readonly picture: string })[] = [];
    for (const picture of pictures) {
      const photo = readFileSync(picture).toString('base64');
      const views = await page.evaluate(({ photo, delegate }) => window.lab.detections(photo, delegate), {
        photo,
        delegate,
      });
      for (const { own, mediaPipe } of views) compared.push({ ...compareFaces(mediaPipe, own), picture });
    }
    const same = compared.flatMap((one) => one.same);
    const alone = compared.flatMap(({ missing, extra }) => [...missing, ...extra]);
    const unsure = alone.filter(({ score }) => score < SURE);
    const ious = same.map(({ iou }) => iou);
    const keypoints = same.map((one) => one.keypoints);
    console.log(
      `${delegate}: ${compared.length} views of ${pictures.length} pictures, ${same.length} faces found by both, ` +
        `${unsure.length} unsure ones by one alone; IoU at least ${Math.min(...ious).toFixed(3)}, ` +
        `median ${median(ious).toFixed(3)}; keypoints ${(100 * median(keypoints)).toFixed(2)} % of the eye ` +
        `distance apart at the median, at most ${(100 * Math.max(...keypoints)).toFixed(1)} %`,
    );
    return { same, alone, unsure, leastIou: Math.min(...ious), keypoints: median(keypoints) };
  }

  lab('the CPU delegate finds the same faces on all test pictures', async ({ page }) => {
    lab.slow();
    const { same, alone, unsure, leastIou, keypoints } = await compareAll(page, PICTURES, 'CPU');
    expect(same.length).toBeGreaterThan(200);
    expect(alone).toEqual(unsure);
    expect(unsure.length).toBeLessThanOrEqual(0.02 * same.length);
    expect(leastIou).toBeGreaterThanOrEqual(0.8);
    expect(keypoints).toBeLessThanOrEqual(0.03);
  });

  // It samples other pixels than the CPU's: of small faces the keypoints differ by 5 % at the median.
  lab('the GPU delegate, drawn by the processor, finds the same large faces', async ({ page }) => {
    lab.slow();
    const some = PICTURES.filter((picture) => /e2e\/faces\/(ap|b|c)/.test(picture));
    const { same, alone, unsure, leastIou, keypoints } = await compareAll(page, some, 'GPU');
    expect(same.length).toBeGreaterThan(20);
    expect(alone).toEqual(unsure);
    expect(leastIou).toBeGreaterThanOrEqual(0.8);
    expect(keypoints).toBeLessThanOrEqual(0.03);
  });

  lab('a lower least score is obeyed, and the usual one again after it', async ({ page }) => {
    await page.goto('/');
    await page.waitForFunction(() => 'lab' in window);
    const photo = readFileSync('e2e/photos/group-12.jpg').toString('base64');
    const scores = async (least?: number) => {
      const views = await page.evaluate(({ photo, least }) => window.lab.detections(photo, 'CPU', least), {
        photo,
        least,
      });
      return views.flatMap(({ mediaPipe }) => mediaPipe.map(({ score }) => score));
    };
    const usual = await scores();
    const more = await scores(0.1);
    expect(Math.min(...usual)).toBeGreaterThanOrEqual(0.5);
    expect(Math.min(...more)).toBeLessThan(0.5);
    expect(more.length).toBeGreaterThan(usual.length);
    expect(await scores()).toEqual(usual);
  });
});

test('a page that has not chosen it requests none of it', async ({ page }) => {
  const requested = requestedFiles(page);
  await page.goto('/?backend=wasm&source=sample');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  expect(await detector(page)).toBe('full');
  expect(requested).toEqual([]);
});

test('detector=mediapipe finds the faces of a photo, and of a clip step by step, where our own does', async ({
  page,
}) => {
  test.slow();
  const photoFaces = async (query: string) => {
    await page.goto(`/?backend=wasm${query}`);
    const answered = page.evaluate(
      () =>
        new Promise<unknown>((done) => {
          window.addEventListener('mien-result', (event) => done((event as CustomEvent).detail), {
            once: true,
          });
        }),
    );
    await fileInput(page).setInputFiles('e2e/photos/group-12.jpg');
    return ((await answered) as { faces: Parameters<typeof compareFaces>[0] }).faces;
  };
  const requested = requestedFiles(page);
  const own = await photoFaces('');
  expect(requested).toEqual([]);
  const mediaPipe = await photoFaces('&detector=mediapipe');
  expect(await detector(page)).toBe('mediapipe');
  expect([...requested].sort()).toEqual([
    'face_detection_full_range_sparse.tflite',
    expect.stringMatching(/^mediapipe.*\.js$/),
    'vision_wasm_module_internal.wasm',
  ]);
  const photo = compareFaces(mediaPipe, own);
  expect([photo.missing, photo.extra]).toEqual([[], []]);
  expect(photo.same).toHaveLength(12);
  for (const { iou } of photo.same) expect(iou).toBeGreaterThanOrEqual(0.8);
  expect(median(photo.same.map(({ keypoints }) => keypoints))).toBeLessThanOrEqual(0.03);

  const clipFaces = async (query: string) => {
    await openStepped(page, madeClip('four-faces'), query);
    return stepThrough(page, 2, 100);
  };
  const [ownClip, mediaPipeClip] = [await clipFaces(''), await clipFaces('&detector=mediapipe')];
  expect(await detector(page)).toBe('mediapipe');
  const last = (results: typeof ownClip) => results.at(-1)!.faces as unknown as typeof own;
  const clip = compareFaces(last(mediaPipeClip), last(ownClip));
  expect(clip.same).toHaveLength(4);
  expect([clip.missing, clip.extra]).toEqual([[], []]);
  for (const { iou } of clip.same) expect(iou).toBeGreaterThanOrEqual(0.8);
});

test('it is chosen in the settings while the sample runs, and left again', async ({ page }) => {
  const requested = requestedFiles(page);
  await page.goto('/?source=sample&backend=wasm');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  expect(requested).toEqual([]);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: CHOSEN }).check();
  await expect.poll(() => detector(page)).toBe('mediapipe');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  await page.getByRole('radio', { name: 'Near and far' }).check();
  await expect.poll(() => detector(page)).toBe('full');
  expect(page.workers()).toHaveLength(1);
});

test.describe('if it cannot be used, the page says so and goes on with its own detector', () => {
  test.describe('a missing file', () => {
    test.use({ expectedComplaints: /GPU stall due to ReadPixels|404/ });
    for (const file of ['mediapipe-*.js', 'vision_wasm_*.wasm', '*.tflite']) {
      test(file, async ({ page }) => {
        await page.route(`**/assets/${file}`, (route) => route.fulfill({ status: 404, body: 'gone' }));
        await page.goto('/?source=sample&backend=wasm&detector=mediapipe');
        await expect(
          page.getByText(
            'MediaPipe’s detector could not be downloaded, so Mien’s own is used until you reload the page.',
          ),
        ).toBeVisible();
        await expect(people(page).first()).toContainText(AGE_TEXT);
        expect(await detector(page)).toBe('full');
      });
    }
  });

  const DOES_NOT_WORK = 'MediaPipe’s detector does not work on this device, so Mien’s own is used.';
  for (const [name, code] of [
    ['no WebGL 2', SABOTAGE.noWebGl2],
    ['a program that does not start', SABOTAGE.noMediaPipeProgram],
    ['pixels that come back wrong', SABOTAGE.blackTextures],
  ] as const) {
    test(name, async ({ page }) => {
      await breakWorker(page, code);
      await page.goto('/?source=sample&backend=wasm&detector=mediapipe');
      await expect(page.getByText(DOES_NOT_WORK)).toBeVisible();
      await expect(people(page).first()).toContainText(AGE_TEXT);
      expect(await detector(page)).toBe('full');
    });
  }
});
