import type { Page } from '@playwright/test';
import { COVER_STYLES, coverRegion } from '../src/core/cover.ts';
import { someFace } from '../src/core/face.test-support.ts';
import type { Box, Face } from '../src/core/types.ts';
import { expect, test as watched } from './fixtures.ts';
import type { Drawing } from './lab/render.ts';
import { serveLab } from './lab/serve-lab.ts';

const test = watched.extend<object, { labUrl: string }>({
  labUrl: [({ browserName: _ }, use) => serveLab(use), { scope: 'worker' }],
  baseURL: ({ labUrl }, use) => use(labUrl),
});

const SIZE = { width: 400, height: 300 };

function faceAt(id: number, box: Box): Face {
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const [rightEye, leftEye, noseTip] = [centre, centre, centre];
  const [mouthCentre, rightEar, leftEar] = [centre, centre, centre];
  const keypoints = { rightEye, leftEye, noseTip, mouthCentre, rightEar, leftEar };
  return someFace({ id, box, keypoints });
}

const FACES = [
  faceAt(1, { x: 40, y: 90, width: 80, height: 90 }),
  faceAt(2, { x: 250, y: 120, width: 60, height: 70 }),
];

/** RGBA pixels of a drawing. */
class Pixels {
  constructor(
    private readonly bytes: Buffer,
    readonly width: number,
  ) {}
  get height(): number {
    return this.bytes.length / 4 / this.width;
  }
  at(x: number, y: number): readonly number[] {
    const from = (Math.floor(y) * this.width + Math.floor(x)) * 4;
    return [...this.bytes.subarray(from, from + 3)];
  }
  /** Largest difference of a channel between two pixels. */
  off(x: number, y: number, other: readonly number[]): number {
    return Math.max(...this.at(x, y).map((value, channel) => Math.abs(value - (other[channel] ?? 999))));
  }
}

async function draw(page: Page, about: Partial<Drawing>): Promise<Pixels> {
  const drawing = {
    picture: 'grey',
    size: SIZE,
    faces: FACES,
    mirrored: false,
    labels: false,
    cover: null,
    times: 1,
  };
  const whole = { ...drawing, ...about } as Drawing;
  const data = await page.evaluate((one) => window.lab.drawnPicture(one), whole);
  return new Pixels(Buffer.from(data, 'base64'), SIZE.width * whole.times);
}

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await page.waitForFunction(() => 'lab' in window);
});

const GREY = [128, 128, 128];

for (const mirrored of [false, true]) {
  test(`boxes and labels are where the live overlay has them, ${mirrored ? 'mirrored' : 'as it is'}`, async ({
    page,
  }) => {
    const about = { mirrored, labels: true };
    const [once, four] = [await draw(page, about), await draw(page, { ...about, times: 4 })];
    const scene = await page.evaluate((one) => window.lab.overlayScene(one), {
      size: SIZE,
      faces: FACES,
      mirrored,
    });
    expect(scene.faces).toHaveLength(2);
    for (const { box, plate, colour } of scene.faces) {
      const rgb = [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
      expect(four.off(4 * (box.x + box.width / 2), 4 * box.y, rgb), colour).toBeLessThan(8);
      expect(four.off(4 * box.x, 4 * (box.y + box.height / 2), rgb), colour).toBeLessThan(8);
      if (plate === null) throw new Error('no label');
      // Between the text and the edge of the plate, and just outside of it.
      const [x, y] = [plate.x + plate.width / 2, plate.y + plate.height];
      for (const [pixels, times] of [
        [once, 1],
        [four, 4],
      ] as const) {
        expect(pixels.off(times * x, times * (y - 2.5), GREY)).toBeGreaterThan(60);
        expect(pixels.off(times * (plate.x - 3), times * (plate.y - 3), GREY)).toBeLessThan(3);
      }
    }
  });
}

test('four times as large, the layout is the same and the text is sharper', async ({ page }) => {
  const [once, four] = [await draw(page, { labels: true }), await draw(page, { labels: true, times: 4 })];
  let off = 0;
  for (let y = 0; y < once.height; y++) {
    for (let x = 0; x < once.width; x++) {
      let sum = 0;
      for (let i = 0; i < 16; i++) sum += four.at(4 * x + (i % 4), 4 * y + Math.floor(i / 4))[1] ?? 0;
      off += Math.abs(sum / 16 - (once.at(x, y)[1] ?? 0));
    }
  }
  // Text is placed at fractions of a pixel, so that its edges differ a little.
  expect(off / (once.width * once.height)).toBeLessThan(1);
  expect(blurredShare(four)).toBeLessThan(blurredShare(once) / 2);
});

/** Share of the pixels of the labels' text that are neither text nor plate but a mixture. */
function blurredShare(pixels: Pixels): number {
  let [mixed, text] = [0, 0];
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      const [red = 0, green = 0, blue = 0] = pixels.at(x, y);
      // Greys alone: neither the boxes nor the numbers' badges.
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) continue;
      if (green > 215) text += 1;
      else if (green > 140) mixed += 1;
    }
  }
  return mixed / (text + mixed);
}

const COVERED = COVER_STYLES.flatMap((style) => [
  { style, mirrored: false, times: 1 },
  { style, mirrored: true, times: 4 },
]);

for (const { style, mirrored, times } of COVERED) {
  const how = mirrored ? 'mirrored, ' : '';
  test(`${style} covers hide a face and nothing else, ${how}${times}×`, async ({ page }) => {
    const about: Partial<Drawing> = { picture: 'squares', mirrored, times };
    const [before, after] = [await draw(page, about), await draw(page, { ...about, cover: style })];
    const regions = FACES.map((face) => coverRegion(face, SIZE)).map((region) =>
      mirrored ? { ...region, x: SIZE.width - region.x - region.width } : region,
    );
    const isCovered = (x: number, y: number) =>
      regions.some(
        (one) =>
          x >= one.x * times &&
          x < (one.x + one.width) * times &&
          y >= one.y * times &&
          y < (one.y + one.height) * times,
      );
    let changedOutside = 0;
    let steps = 0;
    const colours = new Set<string>();
    for (let y = 0; y < after.height; y++) {
      for (let x = 0; x < after.width; x++) {
        const now = after.at(x, y);
        if (!isCovered(x, y)) {
          if (before.off(x, y, now) > 0) changedOutside += 1;
          continue;
        }
        colours.add(now.join());
        // The squares differ by up to 200 levels from their neighbours, which must not be left.
        if (isCovered(x + 8 * times, y)) steps = Math.max(steps, after.off(x + 8 * times, y, now));
      }
    }
    expect(changedOutside).toBe(0);
    if (style === 'solid') expect(colours.size).toBe(1);
    if (style === 'pixelated') expect(colours.size).toBeLessThanOrEqual(FACES.length * 16);
    expect(steps).toBeLessThan(90);
  });
}

test('a small cover on a large one shows nothing that the large one hides', async ({ page }) => {
  const large = faceAt(1, { x: 100, y: 80, width: 120, height: 120 });
  // The region of the small face is inside a single block of the large face's cover.
  const small = faceAt(2, { x: 146, y: 84, width: 30, height: 24 });
  const region = coverRegion(small, SIZE);
  for (const faces of [
    [small, large],
    [large, small],
  ]) {
    const covered = await draw(page, { picture: 'squares', faces, cover: 'pixelated' });
    const colours = new Set<string>();
    for (let y = region.y; y < region.y + region.height; y++)
      for (let x = region.x; x < region.x + region.width; x++) colours.add(covered.at(x, y).join());
    expect(colours.size).toBe(1);
  }
});
