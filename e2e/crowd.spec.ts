import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, fileInput, test } from './fixtures.ts';
import { exported, row } from './photo-table.ts';

/** Width of the group's photo in the crowd: its faces, of 50 pixels in the original, are 20 pixels wide. */
const GROUP_WIDTH = 800;
const GROUPS = 4;
/** Of 48 faces of 20 pixels at least 85 %. */
const LEAST = 41;

/** A photo of four times twelve people, every second twelve mirrored. */
async function crowd(page: Page): Promise<Buffer> {
  const jpeg = readFileSync('e2e/photos/group-12.jpg').toString('base64');
  const png = await page.evaluate(
    async ([data, width, count]) => {
      const photo = new Image();
      photo.src = `data:image/jpeg;base64,${data}`;
      await photo.decode();
      const height = Math.round((photo.naturalHeight * width) / photo.naturalWidth);
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height * count];
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no 2d canvas');
      context.imageSmoothingQuality = 'high';
      for (let i = 0; i < count; i++) {
        context.setTransform(i % 2 ? -1 : 1, 0, 0, 1, i % 2 ? width : 0, i * height);
        context.drawImage(photo, 0, 0, width, height);
      }
      return canvas.toDataURL('image/png').replace(/^.*,/, '');
    },
    [jpeg, GROUP_WIDTH, GROUPS] as const,
  );
  return Buffer.from(png, 'base64');
}

test('a crowd of 48 people is found, each once', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const photo = { name: 'crowd.png', mimeType: 'image/png', buffer: await crowd(page) };
  await fileInput(page).setInputFiles(photo);
  await expect(page.getByText('1 photo', { exact: true })).toBeVisible({ timeout: 60_000 });
  const faces = await exported(page);
  expect(faces.length).toBeGreaterThanOrEqual(LEAST);
  expect(faces.length).toBeLessThanOrEqual(48);
  await expect(row(page, 'crowd.png')).toContainText(`${faces.length}`);
  await expect(row(page, 'crowd.png')).toContainText(`+${faces.length - 3} more`);
  for (const [i, one] of faces.entries())
    for (const other of faces.slice(i + 1)) {
      const apart = Math.hypot((one.x ?? 0) - (other.x ?? 0), (one.y ?? 0) - (other.y ?? 0));
      expect(apart, `${one.face} and ${other.face}`).toBeGreaterThan((one.width ?? 0) / 2);
    }
  await page.getByRole('button', { name: 'Open crowd.png' }).click();
  await expect(page.getByRole('button', { name: 'Back to the table' })).toBeVisible();
  await page.screenshot({ path: 'test-results/photos/crowd.png' });
});

test('the search of a crowd is cancelled at once', async ({ page }) => {
  await page.goto('/?backend=wasm');
  const buffer = await crowd(page);
  const photos = ['a.png', 'b.png', 'c.png'].map((name) => ({ name, mimeType: 'image/png', buffer }));
  await fileInput(page).setInputFiles(photos);
  await expect(row(page, 'a.png')).toContainText('waiting');
  await page.getByRole('button', { name: 'Cancel the rest' }).click();
  await expect(page.getByRole('button', { name: 'Cancel the rest' })).toBeHidden();
  await fileInput(page).setInputFiles('e2e/photos/portrait.jpg');
  await expect(page.getByText(/^\d photos?$/)).toBeVisible();
  const rows = await exported(page);
  expect(rows.at(-1)).toMatchObject({ source: 'portrait.jpg', face: 1 });
});
