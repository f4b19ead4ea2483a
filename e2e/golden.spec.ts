import { readFileSync } from 'node:fs';
import { type GoldenLayout, readGolden } from '../scripts/models/convert/golden.ts';
import { OUTPUTS } from '../src/core/labels.ts';
import type { Keypoints } from '../src/core/types.ts';
import { expect, test as watched } from './fixtures.ts';
import { serveLab } from './lab/serve-lab.ts';

const test = watched.extend<object, { labUrl: string }>({
  labUrl: [({ browserName: _ }, use) => serveLab(use), { scope: 'worker' }],
  baseURL: ({ labUrl }, use) => use(labUrl),
});

const MODEL = 'public/models/face-attributes';
const card = JSON.parse(readFileSync(`${MODEL}/card.json`, 'utf8')) as {
  readonly golden: GoldenLayout;
  readonly goldenMore?: GoldenLayout;
  readonly quantization: { readonly maxLogitError: Readonly<Record<string, number>> };
};

const faces = [card.golden, card.goldenMore].flatMap((layout) =>
  layout ? readGolden(readFileSync(`${MODEL}/${layout.file}`), layout).faces : [],
);

/** Largest change of a logit by quantization of the weights; the converter chooses its steps to meet it. */
const QUANTIZATION = 0.2;

/**
 * Logits change twice between PyTorch and a browser. The converter quantizes the weights and runs the result in Node;
 * the card has the difference. A browser must return the logits of Node, up to the rounding of its backend.
 */
test.describe('the network in a browser returns the logits of PyTorch', () => {
  for (const [backend, tolerance] of [
    ['wasm', 0.02],
    ['webgl', 0.1],
  ] as const) {
    test(`${backend}: within ${tolerance} in addition to quantization`, async ({ page }) => {
      test.slow();
      await page.goto('/');
      await page.waitForFunction(() => 'lab' in window);
      const crops = Buffer.concat(faces.map(({ crop }) => crop)).toString('base64');
      const found = await page.evaluate(
        ({ backend, crops, count }) => window.lab.logits(backend, crops, count),
        { backend, crops, count: faces.length },
      );
      expect(faces.length).toBeGreaterThanOrEqual(16);
      expect(found).toHaveLength(faces.length);
      const worst = { pytorch: 0, converted: 0 };
      for (const [index, face] of faces.entries()) {
        for (const output of OUTPUTS) {
          for (const set of ['pytorch', 'converted'] as const) {
            const expected = face[set][output] ?? new Float32Array(0);
            expect(found[index]?.[output]).toHaveLength(expected.length);
            for (const [place, value] of expected.entries()) {
              const off = Math.abs((found[index]?.[output][place] ?? Number.NaN) - value);
              worst[set] = Math.max(worst[set], Number.isNaN(off) ? Number.POSITIVE_INFINITY : off);
            }
          }
        }
      }
      console.log(
        `${backend}, ${faces.length} faces: farthest from PyTorch ${worst.pytorch.toFixed(4)}, ` +
          `from the converter's own run ${worst.converted.toFixed(5)}`,
      );
      expect(worst.converted).toBeLessThanOrEqual(tolerance);
      const quantization = Math.max(...Object.values(card.quantization.maxLogitError));
      expect(quantization).toBeLessThanOrEqual(QUANTIZATION);
      expect(worst.pytorch).toBeLessThanOrEqual(quantization + tolerance);
    });
  }
});

interface CropCase {
  readonly picture: string;
  readonly side: number;
  readonly keypoints: Readonly<Record<string, readonly [number, number]>>;
}

test('the crop of the page equals that of NumPy', async ({ page }) => {
  const cases = JSON.parse(readFileSync('e2e/golden/faces.json', 'utf8')) as readonly CropCase[];
  const reference = readFileSync('e2e/golden/crops.bin');
  await page.goto('/');
  await page.waitForFunction(() => 'lab' in window);
  let offset = 0;
  for (const { picture, side, keypoints } of cases) {
    const points = Object.fromEntries(Object.entries(keypoints).map(([name, [x, y]]) => [name, { x, y }]));
    const photo = readFileSync(`e2e/golden/${picture}`).toString('base64');
    const found = await page.evaluate(({ photo, points, side }) => window.lab.crop(photo, points, side), {
      photo,
      points: points as unknown as Keypoints,
      side,
    });
    const values = side * side * 3;
    const off = found.map((value, index) => Math.abs(value - (reference[offset + index] ?? Number.NaN)));
    offset += values;
    const mean = off.reduce((sum, one) => sum + one, 0) / values;
    console.log(
      `${picture}, ${side} × ${side}: ${mean.toFixed(3)} grey levels off on average, at most ${Math.max(...off).toFixed(1)}`,
    );
    expect(found, picture).toHaveLength(values);
    // Rounding of the reference alone makes a difference of a quarter of a grey level.
    expect(mean, picture).toBeLessThan(1);
  }
  expect(offset).toBe(reference.length);
});
