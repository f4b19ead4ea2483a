import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** How a film looks, by the words of the page. */
export interface FilmLook {
  readonly labels?: 'With labels' | 'Without';
  readonly faces?: 'As they are' | 'Solid' | 'Pixelated' | 'Blurred';
}

/** The strip of the film. */
export const strip = (page: Page): Locator => page.getByRole('region', { name: 'Film', exact: true });

/** Opens the panel for films with these choices. */
export async function openFilmPanel(page: Page, look: FilmLook = {}): Promise<void> {
  await page.getByRole('button', { name: 'Keep a moment' }).click();
  await page.getByRole('radio', { name: 'Film' }).check();
  for (const choice of [look.labels, look.faces])
    if (choice) await page.getByRole('radio', { name: choice, exact: true }).check();
}

/** Starts a film. */
export async function startFilm(page: Page, look?: FilmLook): Promise<void> {
  await openFilmPanel(page, look);
  await page.getByRole('button', { name: 'Start filming' }).click();
  await expect(strip(page)).toBeVisible();
}

/** Clicks a button and returns the file that it saves. */
export async function savedBy(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return download;
}

/** What a player knows of a video, and its pixels at some times. */
export interface Played {
  readonly duration: number;
  readonly width: number;
  readonly height: number;
  readonly seekableTo: number;
  /** RGB of `side` × `side` pixels for each time. */
  readonly pictures: readonly (readonly number[])[];
}

/** Plays a saved video in the page: seeks to each time, seconds, and returns small pictures of `side` pixels. */
export async function playFile(
  page: Page,
  path: string,
  times: readonly number[],
  side = 64,
): Promise<Played> {
  const base64 = readFileSync(path).toString('base64');
  const type = path.endsWith('webm') ? 'video/webm' : 'video/mp4';
  return page.evaluate(
    async ({ base64, type, times, side }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const video = document.createElement('video');
      video.muted = true;
      video.src = URL.createObjectURL(new Blob([bytes], { type }));
      await new Promise((resolve, reject) => {
        video.addEventListener('loadeddata', resolve, { once: true });
        video.addEventListener('error', () => reject(video.error), { once: true });
      });
      const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const pictures: number[][] = [];
      for (const time of times) {
        await new Promise((resolve) => {
          video.addEventListener('seeked', resolve, { once: true });
          video.currentTime = time;
        });
        context?.drawImage(video, 0, 0, side, side);
        const data = context?.getImageData(0, 0, side, side).data ?? [];
        pictures.push([...data].filter((_, index) => index % 4 !== 3));
      }
      const { duration, videoWidth: width, videoHeight: height, seekable } = video;
      const seekableTo = seekable.length > 0 ? seekable.end(seekable.length - 1) : 0;
      return { duration, width, height, seekableTo, pictures };
    },
    { base64, type, times, side },
  );
}

/** Mean difference of two pictures of equal size, 0…255. */
export function difference(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}
