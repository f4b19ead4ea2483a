import type { Browser, Page } from '@playwright/test';
import { type Maker, ON_MEDIAPIPE } from './cases.ts';
import type { SeenFrame } from './figures.ts';
import {
  type MeasuredWindow,
  type Place,
  preparedPage,
  readRecord,
  VIEWPORT,
  waitForFirst,
  waitUntilReady,
} from './measure.ts';

/** A library that watches clips, or is given stills one by one. */
export interface Watcher {
  readonly name: string;
  readonly maker: Maker;
  readonly address: string;
}

/** Shown from the start of a clip to its end. Times are milliseconds since that start. */
export interface Pass {
  readonly answers: readonly Answer[];
}

/** A frame's answer, and when it was on the screen. */
export interface Answer extends SeenFrame {
  readonly shown: number;
}

/** Everything is loaded, compiled and has run once before the clip starts that counts. */
const WARM_UP_MS = 3000;
/** A picture this much before the end of the seek is already one of the start. */
const SLACK_MS = 100;

/** Mien, with MediaPipe's runtime too, and both peers with their best detectors, with as many faces as `most`. */
export function watchers(most: number): readonly Watcher[] {
  return [
    { name: 'Mien', maker: 'mien', address: `/?source=sample&backend=wasm&max=${most}` },
    {
      name: ON_MEDIAPIPE,
      maker: 'mien',
      address: `/?source=sample&backend=wasm&detector=mediapipe&max=${most}`,
    },
    { name: 'Human', maker: 'human', address: `/human.html?backend=wasm&cache=on&most=${most}` },
    {
      name: 'face-api, SSD',
      maker: 'face-api',
      address: `/face-api.html?backend=wasm&detector=ssd&most=${most}`,
    },
  ];
}

/** Opens the library on a clip, warms it up, starts the clip again, and watches it for `seconds`. */
export async function watchPass(
  browser: Browser,
  { server }: Place,
  watcher: Watcher,
  clip: string,
  seconds: number,
): Promise<Pass> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    server.setClip(clip);
    const page = await preparedPage(context, watcher);
    await page.goto(server.origin + watcher.address);
    await waitForFirst(page, watcher, 'result');
    await waitUntilReady(page, watcher);
    await page.waitForTimeout(WARM_UP_MS);
    const startedAt = await startAgain(page);
    await page.waitForTimeout(seconds * 1000 + 200);
    const { frames, error } = await readRecord(page);
    if (error !== null) throw new Error(`${watcher.name}, ${clip}: ${error}`);
    return passOf(frames, startedAt, seconds * 1000);
  } finally {
    await context.close();
  }
}

/** The answers to pictures of this pass alone. `startedAt`: when the seek to the start was done, on the page's clock. */
export function passOf(frames: readonly SeenFrame[], startedAt: number, lengthMs: number): Pass {
  const own = frames.flatMap((frame) => {
    if (frame.latencyMs === null) return [];
    const since = frame.shownAt - frame.latencyMs - startedAt;
    const isOfThisPass = since >= -SLACK_MS && frame.at <= since + 3 * SLACK_MS;
    return isOfThisPass ? [{ ...frame, since }] : [];
  });
  // The clip's start on the page's clock, from the picture that came with the least delay.
  const start = startedAt + Math.min(...own.map(({ since, at }) => since - at));
  return {
    answers: own
      .map(({ since, ...frame }) => ({ ...frame, shown: frame.shownAt - start }))
      .filter(({ shown }) => shown <= lengthMs),
  };
}

/** Answers a second, from the first to the last. */
export function answersASecond({ answers }: Pass): number {
  const span = (answers.at(-1)?.shown ?? 0) - (answers[0]?.shown ?? 0);
  return span > 0 ? ((answers.length - 1) * 1000) / span : 0;
}

function startAgain(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const { bench } = window as unknown as MeasuredWindow;
        const video = bench.video ?? document.querySelector('video');
        if (!video) throw new Error('no video');
        video.addEventListener(
          'seeked',
          () => {
            bench.restart();
            done(performance.now());
          },
          { once: true },
        );
        video.currentTime = 0;
      }),
  );
}
