import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test';
import { type Clip, type Contestant, type Line, START_CLIP } from './cases.ts';
import {
  medianVisit,
  type PageRecord,
  type RunFigures,
  runFigures,
  type StartFigures,
  type VisitFigures,
  worst,
} from './figures.ts';
import type { CountingServer, Sent } from './server.ts';

/** Limit for the first result. The slowest peer needs a minute on the slowest line. */
const FIRST_MS = 180_000;
/** Time for shaders, caches and the learned cost of a batch to settle before the measurement. */
const WARM_UP_MS = 2500;
const POLL_MS = 100;
/** A library that answers no frame for this long has stopped. */
const SILENT_MS = 4000;
export const VIEWPORT = { width: 1280, height: 800 };

/** The global that page/recorder.js defines in the page. */
export interface MeasuredWindow {
  readonly bench: {
    readonly first: PageRecord['first'];
    readonly error: string | null;
    readonly video: HTMLVideoElement | null;
    restart(): void;
    read(): PageRecord;
  };
}

/** The server of a contestant's pages, and the folder that it serves. */
export interface Place {
  readonly server: CountingServer;
  readonly folder: string;
}

/** Plays a clip for `seconds` after a warm-up. Throws if the library failed or stopped. */
export async function measureRun(
  browser: Browser,
  { server }: Place,
  contestant: Contestant,
  clip: Clip,
  seconds: number,
): Promise<RunFigures> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    server.setClip(clip.file);
    const page = await preparedPage(context, contestant);
    await page.goto(server.origin + contestant.address);
    await waitForFirst(page, contestant, clip.faces > 0 ? 'label' : 'result');
    await waitUntilReady(page, contestant);
    await page.waitForTimeout(WARM_UP_MS);
    const before = await processorMs(browser);
    await page.evaluate(() => (window as unknown as MeasuredWindow).bench.restart());
    await page.waitForTimeout(seconds * 1000);
    const record = await readRecord(page);
    const used = (await processorMs(browser)) - before;
    checkAlive(record, contestant, clip);
    return runFigures(record, clip.faces, used);
  } finally {
    await context.close();
  }
}

/** Processor time that all processes of the browser have taken so far, milliseconds. */
async function processorMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

/** Waits until Mien's engine is ready. Throws if another detector runs than the one in the address. */
export async function waitUntilReady(
  page: Page,
  { name, maker, address }: Pick<Contestant, 'name' | 'maker' | 'address'>,
): Promise<void> {
  if (maker !== 'mien') return;
  const detector = () =>
    (window as unknown as { mien: { state: { detector: string | null } } }).mien.state.detector;
  let running = await page.evaluate(detector);
  for (; running === null; running = await page.evaluate(detector)) await page.waitForTimeout(100);
  const wanted = new URLSearchParams(address.replace('/', '')).get('detector') ?? 'full';
  if (running !== wanted) throw new Error(`${name}: the detector is ${running}, not ${wanted}`);
}

/** Measures two visits, with an empty and then a warm cache, in a new browser; medians of `times` repetitions. */
export async function measureStart(
  launch: LaunchOptions,
  place: Place,
  contestant: Contestant,
  times: number,
): Promise<StartFigures> {
  const cold: VisitFigures[] = [];
  const warm: VisitFigures[] = [];
  for (let time = 0; time < times; time++) {
    await inFreshBrowser(launch, async (context) => {
      cold.push(await visit(context, place, contestant));
      warm.push(await visit(context, place, contestant));
    });
  }
  return { cold: medianVisit(cold), warm: medianVisit(warm) };
}

/** Measures a visit over a slow line with an empty cache, in a new browser; medians of `times` repetitions. */
export async function measureSlowStart(
  launch: LaunchOptions,
  place: Place,
  contestant: Contestant,
  line: Line,
  times: number,
): Promise<VisitFigures> {
  const visits: VisitFigures[] = [];
  for (let time = 0; time < times; time++) {
    await inFreshBrowser(launch, async (context) => {
      visits.push(await visit(context, place, contestant, line));
    });
  }
  return medianVisit(visits);
}

async function inFreshBrowser(
  launch: LaunchOptions,
  use: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'mien-bench-'));
  try {
    const context = await chromium.launchPersistentContext(profile, { ...launch, viewport: VIEWPORT });
    try {
      await context.pages()[0]?.waitForTimeout(1000);
      await use(context);
    } finally {
      await context.close();
    }
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

async function slowDown(page: Page, { mbits, latencyMs }: Line): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const throughput = (mbits * 1e6) / 8;
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}

/** Measures one visit up to the first label. `line`: emulated network; null: none. */
async function visit(
  context: BrowserContext,
  place: Place,
  contestant: Contestant,
  line: Line | null = null,
): Promise<VisitFigures> {
  const { server, folder } = place;
  server.setClip(START_CLIP);
  server.takeSent();
  const page = await preparedPage(context, contestant);
  try {
    if (line) await slowDown(page, line);
    await page.goto(server.origin + contestant.address, { timeout: FIRST_MS });
    await waitForFirst(page, contestant, 'label');
    const record = await readRecord(page);
    // Time for the browser to write its cache and compiled code, which the next visit uses.
    await page.waitForTimeout(3000);
    const { result, face, reading, label } = record.first;
    const before = record.origin + (label ?? 0);
    const sent = server.takeSent().filter((one) => !one.isClip && one.startedAt <= before);
    return {
      firstResultMs: result ?? 0,
      firstBoxMs: face ?? 0,
      firstReadingMs: reading ?? 0,
      firstLabelMs: label ?? 0,
      transferred: sent.reduce((sum, { bytes }) => sum + bytes, 0),
      unpacked: unpackedBytes(sent, folder),
      requests: sent.length,
      worstBlockMs: worst(record.startBlocks),
    };
  } finally {
    await page.close();
  }
}

export async function preparedPage(
  context: BrowserContext,
  { maker }: Pick<Contestant, 'maker'>,
): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript({ path: pageScript('recorder.js') });
  if (maker === 'mien' || maker === 'before') await page.addInitScript({ path: pageScript('mien.js') });
  return page;
}

/** Throws if the library failed or stopped, because the frames before that would give wrong figures. */
function checkAlive({ error, frames, now }: PageRecord, { name }: Contestant, { file }: Clip): void {
  const last = frames.at(-1)?.shownAt ?? Number.NEGATIVE_INFINITY;
  if (error !== null) throw new Error(`${name}, ${file}: ${error}`);
  if (now - last > SILENT_MS) throw new Error(`${name}, ${file}: no frame was answered for ${SILENT_MS} ms`);
}

export function readRecord(page: Page): Promise<PageRecord> {
  return page.evaluate(() => (window as unknown as MeasuredWindow).bench.read());
}

function pageScript(name: string): string {
  return new URL(`page/${name}`, import.meta.url).pathname;
}

/**
 * Waits for the first result or label. Throws with the page's error if it does not come. It polls from outside because
 * Playwright's own wait needs eval, which the page's CSP forbids.
 */
export async function waitForFirst(
  page: Page,
  contestant: Pick<Contestant, 'name'>,
  what: 'result' | 'label',
): Promise<void> {
  const end = Date.now() + FIRST_MS;
  let failure: string | null = null;
  while (failure === null && Date.now() < end) {
    const { reached, error } = await page.evaluate((name) => {
      const { bench } = window as unknown as MeasuredWindow;
      return { reached: bench.first[name] !== null, error: bench.error };
    }, what);
    if (reached) return;
    failure = error;
    await page.waitForTimeout(POLL_MS);
  }
  throw new Error(`${contestant.name}: no ${what} (${failure ?? 'the page reports no error'})`);
}

function unpackedBytes(sent: readonly Sent[], folder: string): number {
  const paths = new Set(sent.filter(({ status }) => status === 200).map(({ path }) => path));
  let bytes = 0;
  for (const path of paths) bytes += statSync(join(folder, path === '/' ? 'index.html' : path)).size;
  return bytes;
}
