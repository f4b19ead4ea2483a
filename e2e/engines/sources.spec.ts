import type { EnginePage } from '../../scripts/engines/browser.ts';
import type { SeenResult } from '../fixtures.ts';
import { expect, test } from './fixtures.ts';
import type { Site } from './site.ts';
import { button, cards, open, photoCamera, stepClip, textOf, watchSeconds } from './steps.ts';

const AGE = /Age\s+\d+–\d+/;

test('a camera shows one person, who keeps one id', async ({ tab, site }) => {
  site.inject(photoCamera('e2e/photos/portrait.jpg'));
  await open(tab, site);
  await tab.click(button('Use the camera'));
  await expect.poll(async () => (await cards(tab)).join(), { timeout: 30_000 }).toMatch(AGE);
  const results = await watchSeconds(tab, 3);
  expect(new Set(results.flatMap(({ faces }) => faces.map(({ id }) => id))).size).toBe(1);
  expect(results[0]?.size).toMatchObject({ width: 640, height: 480 });
  await tab.click(button('Leave'));
  await expect.poll(() => textOf(tab)).toContain('Use the camera');
});

test('the fake device of the browser delivers pictures without faces', async ({ tab, site }) => {
  await open(tab, site);
  await tab.click(button('Use the camera'));
  await expect.poll(() => textOf(tab), { timeout: 30_000 }).toContain('Nobody in the picture');
  await expect
    .poll(() => tab.evaluate(() => globalThis.watch.results.length, null), { timeout: 30_000 })
    .toBeGreaterThan(2);
});

/** Clips of one portrait that are stored differently but displayed the same. */
const STORED = ['turned-quarter', 'turned-half', 'wide-pixels'] as const;

test('clips that are stored rotated or squeezed are read as they are displayed', async ({ tab, site }) => {
  const upright = await lastFace(tab, site, 'turned-none');
  for (const name of STORED) {
    const face = await lastFace(tab, site, name);
    const { box } = face;
    console.log(
      `${name}: box ${Math.round(box.x)}, ${Math.round(box.y)}, age ${face.reading?.age.years.toFixed(1)}`,
    );
    for (const side of ['x', 'y', 'width', 'height'] as const) {
      expect(Math.abs(box[side] - upright.box[side]), `${side} of ${name}`).toBeLessThan(8);
    }
    // Each clip is compressed separately, which alone changes an age by a year.
    expect(Math.abs((face.reading?.age.years ?? 0) - (upright.reading?.age.years ?? 99)), name).toBeLessThan(
      2.5,
    );
  }
});

async function lastFace(tab: EnginePage, site: Site, name: string): Promise<SeenResult['faces'][number]> {
  const results = await stepClip(tab, site, `e2e/clips/${name}.mp4`, { seconds: 0.8, ms: 100 });
  const result = results[results.length - 1];
  expect(result?.size, name).toEqual({ width: 480, height: 640 });
  expect(result?.faces, name).toHaveLength(1);
  return result?.faces[0] as SeenResult['faces'][number];
}
