import type { Browser, Page } from '@playwright/test';
import type { Sighting } from './figures.ts';
import { type Place, preparedPage, readRecord, VIEWPORT, waitUntilReady } from './measure.ts';
import type { Watcher } from './pass.ts';

/** A photo may be searched in many tiles, on a busy machine. */
const PATIENCE_MS = 120_000;

/** What a library answered to a still. */
export interface StillAnswer {
  readonly sightings: readonly Sighting[];
  /** Time of the whole pipeline, milliseconds; null for peers. */
  readonly ms: number | null;
}

/** Reads photos one after the other; `pictures`: files in `folder`, which the server of clips serves too. */
export async function readStills(
  browser: Browser,
  { server }: Place,
  { maker, name, address }: Watcher,
  folder: string,
  pictures: readonly string[],
): Promise<readonly StillAnswer[]> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const page = await preparedPage(context, { maker });
    // Mien opens photos by its file input, so its address names no source.
    const where = maker === 'mien' ? address.replace('source=sample&', '') : `${address}&stills`;
    await page.goto(server.origin + where);
    await waitUntilReady(page, { name, maker, address });
    const seen: StillAnswer[] = [];
    for (const picture of pictures) {
      const one =
        maker === 'mien'
          ? await readByMien(page, `${folder}/${picture}`, seen.length)
          : { sightings: await readByPeer(page, picture, (file) => server.setClip(file)), ms: null };
      if (one === null) throw new Error(`${name}: no answer to ${picture}`);
      seen.push(one);
    }
    return seen;
  } finally {
    await context.close();
  }
}

/** `before`: how many photos were answered before. */
async function readByMien(page: Page, path: string, before: number): Promise<StillAnswer | null> {
  await page.locator('input[type=file]').first().setInputFiles(path);
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const { frames } = await readRecord(page);
    const answer = frames[before];
    if (answer) return { sightings: answer.sightings, ms: answer.wholeMs };
    await page.waitForTimeout(30);
  }
  return null;
}

async function readByPeer(
  page: Page,
  picture: string,
  serve: (file: string) => void,
): Promise<readonly Sighting[]> {
  serve(picture);
  await page.waitForFunction('typeof window.readStill === "function"', undefined, { timeout: PATIENCE_MS });
  return page.evaluate(
    (url) => (window as unknown as { readStill(url: string): Promise<readonly Sighting[]> }).readStill(url),
    `clip.webm?${picture}`,
  );
}
