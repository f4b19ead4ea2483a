import type { Page } from '@playwright/test';
import { expect, fileInput, test } from './fixtures.ts';

const open = async (page: Page, name: string) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles(`e2e/clips/${name}`);
};

for (const [name, codec] of [
  ['hevc-sound.mp4', 'HEVC'],
  ['hevc-silent.mp4', 'HEVC'],
  ['mpeg4-sound.mp4', 'MPEG-4 Part 2, as in DivX and Xvid'],
  ['mpeg4-silent.mp4', 'MPEG-4 Part 2, as in DivX and Xvid'],
  ['mpeg4-sound.mkv', 'MPEG-4 Part 2, as in DivX and Xvid'],
] as const) {
  test(`${name}: the page names the codec and what to do`, async ({ page }) => {
    await open(page, name);
    await expect(
      page.getByRole('heading', { name: 'The picture of this video cannot be shown' }),
    ).toBeVisible();
    await expect(
      page.getByText(`This browser cannot play the picture of this video (${codec}).`, { exact: true }),
    ).toBeVisible();
    await expect(page.getByText(/^Convert it to MP4 \(H\.264\) or WebM; /)).toBeVisible();
  });
}

test('the page names a container that no browser plays', async ({ page }) => {
  await open(page, 'old.avi');
  await expect(page.getByText('This browser cannot play AVI videos such as “old.avi”.')).toBeVisible();
});

test('a file with sound only is reported as such', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles('e2e/clips/audio-only.webm');
  await expect(page.getByText('“audio-only.webm” holds sound only, or is empty.')).toBeVisible();
});
