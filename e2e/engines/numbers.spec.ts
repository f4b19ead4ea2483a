import { readFileSync } from 'node:fs';
import { launch } from '../../scripts/engines/launch.ts';
import { type GoldenLayout, readGolden } from '../../scripts/models/convert/golden.ts';
import { OUTPUTS } from '../../src/core/labels.ts';
import type { Keypoints } from '../../src/core/types.ts';
import type { SeenResult } from '../fixtures.ts';
import { serveLab } from '../lab/serve-lab.ts';
import { expect, test as watched } from './fixtures.ts';
import { readPhotos, stepClip } from './steps.ts';

/** Largest accepted difference between the readings of two engines. */
const YEARS = 0.5;
const PROBABILITY = 0.03;

const PHOTOS = ['portrait.jpg', 'portrait.png', 'portrait.webp', 'group-12.jpg', 'chip-200.jpg'].map(
  (name) => `e2e/photos/${name}`,
);
const CLIP = 'public/sample/sample.webm';
const STEPS = { seconds: 4, ms: 100 };

interface Reference {
  readonly photos: readonly SeenResult[];
  readonly clip: readonly SeenResult[];
}

/** A test with the readings of Chromium for the same pictures, from the same run. */
const test = watched.extend<object, { reference: Reference; labUrl: string }>({
  reference: [
    async ({ workerSite }, use) => {
      const browser = await launch('chromium');
      try {
        workerSite.inject('');
        const photos = await readPhotos(browser.page, workerSite, PHOTOS);
        await use({ photos, clip: await stepClip(browser.page, workerSite, CLIP, STEPS) });
      } finally {
        await browser.close();
      }
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  labUrl: [({ browserName: _ }, use) => serveLab(use), { scope: 'worker' }],
});

test('photos have the same readings as in Chromium', async ({ tab, site, engine, reference }) => {
  const results = await readPhotos(tab, site, PHOTOS);
  expectSame(results, reference.photos, `${engine}, photos`);
});

test('a stepped clip has the same readings as in Chromium', async ({ tab, site, engine, reference }) => {
  test.slow();
  const results = await stepClip(tab, site, CLIP, STEPS);
  expectSame(results, reference.clip, `${engine}, stepped clip`);
});

test('golden faces have the logits of the converter, crops the pixels of NumPy', async ({
  tab,
  engine,
  labUrl,
}) => {
  const model = 'public/models/face-attributes';
  const { golden } = JSON.parse(readFileSync(`${model}/card.json`, 'utf8')) as {
    readonly golden: GoldenLayout;
  };
  const { faces } = readGolden(readFileSync(`${model}/${golden.file}`), golden);
  await tab.goto(labUrl);
  await expect.poll(() => tab.evaluate(() => 'lab' in window, null)).toBe(true);
  const crops = Buffer.concat(faces.map(({ crop }) => crop)).toString('base64');
  const found = await tab.evaluate(({ crops, count }) => window.lab.logits('wasm', crops, count), {
    crops,
    count: faces.length,
  });
  const off = faces.flatMap((face, index) =>
    OUTPUTS.flatMap((output) =>
      Array.from(face.converted[output] ?? [], (value, place) =>
        Math.abs(value - (found[index]?.[output][place] ?? Number.NaN)),
      ),
    ),
  );
  const [smile] = JSON.parse(readFileSync('e2e/golden/faces.json', 'utf8')) as readonly {
    readonly picture: string;
    readonly side: number;
    readonly keypoints: Readonly<Record<string, readonly [number, number]>>;
  }[];
  if (!smile) throw new Error('e2e/golden/faces.json is empty');
  const points = Object.entries(smile.keypoints).map(([name, [x, y]]) => [name, { x, y }]);
  const crop = await tab.evaluate(({ photo, points, side }) => window.lab.crop(photo, points, side), {
    photo: readFileSync(`e2e/golden/${smile.picture}`).toString('base64'),
    points: Object.fromEntries(points) as Keypoints,
    side: smile.side,
  });
  const reference = readFileSync('e2e/golden/crops.bin');
  const grey =
    crop.reduce((sum, value, i) => sum + Math.abs(value - (reference[i] ?? Number.NaN)), 0) / crop.length;
  console.log(
    `${engine}: ${faces.length} golden faces, at most ${Math.max(...off).toFixed(5)} off; crop ${grey.toFixed(3)} grey levels off`,
  );
  expect(Math.max(...off)).toBeLessThanOrEqual(0.02);
  expect(grey).toBeLessThan(1);
});

test('the pixel probe detects what this browser does wrong', async ({ tab, engine, labUrl }) => {
  await tab.goto(labUrl);
  await expect.poll(() => tab.evaluate(() => 'lab' in window, null)).toBe(true);
  // Measured on the second call, when the code is compiled, as in a running worker.
  await tab.evaluate(() => window.lab.pixels(), null);
  const { copies, draws, ms } = await tab.evaluate(() => window.lab.pixels(), null);
  console.log(
    `${engine}: copyTo is ${copies ? 'right' : 'not used'}, a ${draws} is drawn; found in ${ms.toFixed(1)} ms`,
  );
  // WebKitGTK ignores the requested format, Firefox converts NV12 to wrong colours (docs/decisions/frames.md).
  expect(copies).toBe(false);
});

/** Compares readings face by face, from left to right. */
function expectSame(results: readonly SeenResult[], expected: readonly SeenResult[], what: string): void {
  expect(results).toHaveLength(expected.length);
  const worst = { years: 0, probability: 0 };
  let faces = 0;
  results.forEach((result, i) => {
    const [found, wanted] = [readings(result), readings(expected[i])];
    expect(found, `${what}, picture ${i}`).toHaveLength(wanted.length);
    found.forEach((one, face) => {
      const other = wanted[face];
      if (!one || !other) return;
      faces += 1;
      worst.years = Math.max(worst.years, Math.abs(one.age.years - other.age.years));
      const chances = [one.woman - other.woman, one.smile - other.smile].concat(
        Object.entries(one.emotions).map(([name, chance]) => chance - (other.emotions[name] ?? Number.NaN)),
      );
      worst.probability = Math.max(worst.probability, ...chances.map(Math.abs));
    });
  });
  console.log(
    `${what}: ${faces} readings, at most ${worst.years.toFixed(3)} years and ${worst.probability.toFixed(4)} in a probability from Chromium`,
  );
  expect(faces).toBeGreaterThan(0);
  expect(worst.years).toBeLessThanOrEqual(YEARS);
  expect(worst.probability).toBeLessThanOrEqual(PROBABILITY);
}

/** The reading of each face, from left to right; null until it is settled. */
function readings(result: SeenResult | undefined) {
  const faces = [...(result?.faces ?? [])].sort((a, b) => a.box.x - b.box.x);
  return faces.map(({ reading, settled }) => (settled ? reading : null));
}
