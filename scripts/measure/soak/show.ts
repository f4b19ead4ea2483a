import { readFileSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page, type Worker } from '@playwright/test';
import { HEALTH } from '#booth/words/health.ts';
import { parseCounts } from '#core/booth/counts-record.ts';
import { createStaticServer, listen } from '../../build/serve/static-server.ts';
import { rendererBytes } from '../../lab/processes.ts';
import { ensureChromium } from '../../run/setup.mjs';
import { type Fault, PLACES } from './plan.ts';
import type { Memory } from './record.ts';

const HOST = 'localhost';
const FIRST_PORT = 4700;
const LINK = '/?booth=show&organiser=Soak&contact=soak@example.org';
const COUNTS_KEY = 'mien.booth-counts';
const CLOCK_JUMP_MS = 3_600_000;
/** The engine may have to be compiled first, while other jobs use the machine. */
const START_MS = 120_000;
/** A browser that answers no question for this long has lost what was asked: a worker that ended meanwhile. */
const ANSWER_MS = 10_000;
const UNCLOSED = /VideoFrame was garbage collected/;
/** Whom the drawn camera shows: works of NASA, see the SOURCES.md in their folders. */
const PHOTOS = [
  'e2e/photos/portrait.jpg',
  'e2e/faces/barron.jpg',
  'e2e/faces/chari.jpg',
  'e2e/faces/kim.jpg',
  'e2e/faces/koch.jpg',
];
const SENTENCES: readonly string[] = Object.values(HEALTH.en.faults);

/** The answers since the last restart, as page/visitors.js counts them. */
export interface Answers {
  readonly results: number;
  readonly seconds: number;
  readonly latencies: readonly number[];
}

/** What the show tells of itself besides memory. */
export interface Insides extends Memory {
  readonly nodes: number | null;
  readonly tensors: number | null;
}

/** The running booth in its browser. Only `close` may be called after the browser has ended. */
export interface Show {
  readonly browser: string;
  /** Count of the documents and of the workers so far. */
  readonly lives: () => { readonly document: number; readonly engine: number };
  readonly openFrames: () => number;
  readonly errors: () => readonly string[];
  setPeople(people: readonly { readonly place: number; readonly face: number }[]): Promise<void>;
  begin(fault: Fault): Promise<void>;
  end(fault: Fault): Promise<void>;
  /** Whether the screen says a fault of camera or worker. */
  says(): Promise<boolean>;
  /** Whether, since the end of the last fault, pictures are read and nothing is wrong any more. */
  isWell(): Promise<boolean>;
  restart(): Promise<void>;
  answers(): Promise<Answers>;
  insides(): Promise<Insides>;
  counts(): Promise<{ readonly passed: number; readonly stayed: number }>;
  close(): Promise<void>;
}

/** The interface of page/visitors.js. */
interface SoakedWindow {
  readonly soak: {
    people: readonly { readonly x: number; readonly face: number }[];
    camera: 'works' | 'unplugged' | 'black' | 'frozen';
    clock: number;
    hidden: boolean;
    restart(): void;
    read(): Answers;
    look(): { readonly results: number; readonly caption: string; readonly mirror: boolean };
  };
  readonly mien?: { readonly state: { readonly engine: string } };
}

/** Serves a built folder, opens the show in Chromium and waits until it reads pictures. The caller closes it. */
export async function openShow(folder: string): Promise<Show> {
  const executablePath = await ensureChromium();
  const server = createStaticServer(folder);
  const browser = await chromium.launch({
    executablePath,
    args: ['--js-flags=--expose-gc', '--enable-blink-features=ForceEagerMeasureMemory'],
  });
  const close = async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  try {
    const port = await listen(server, FIRST_PORT, HOST);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 720 },
      // A service worker would answer before the worker's script can be opened for inspection.
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    await prepare(page);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable');
    await page.goto(`http://${HOST}:${port}${LINK}`);
    const show = controlled(page, browser, devtools, close);
    await waitUntilWell(show);
    return show;
  } catch (error) {
    await close();
    throw error;
  }
}

async function waitUntilWell(show: Show): Promise<void> {
  const until = Date.now() + START_MS;
  while (!(await show.isWell())) {
    if (Date.now() > until) throw new Error(`the show did not start within ${START_MS / 1000} s`);
    await pause(200);
  }
}

/** Resolves after `ms` milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Puts the drawn camera into the page, and the look at WASM memory into its worker. */
async function prepare(page: Page): Promise<void> {
  const script = (name: string) => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');
  const photos = PHOTOS.map((path) => `data:image/jpeg;base64,${readFileSync(path).toString('base64')}`);
  await page.addInitScript({
    content: `${script('visitors.js')}\nwindow.soak.photos = ${JSON.stringify(photos)};`,
  });
  const opened = script('worker.js');
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const body = `${opened}\n${await response.text()}`;
    const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers();
    await route.fulfill({ status: 200, headers, body });
  });
}

function controlled(page: Page, browser: Browser, devtools: CDPSession, close: () => Promise<void>): Show {
  const lives = { document: 1, engine: 0 };
  const errors = new Set<string>();
  let openFrames = 0;
  let killed: Worker | null = null;
  page.on('worker', () => {
    lives.engine += 1;
  });
  page.on('console', (message) => {
    if (UNCLOSED.test(message.text())) openFrames += 1;
    else if (message.type() === 'error') errors.add(message.text());
  });
  page.on('pageerror', ({ message }) => errors.add(message));
  lives.engine = page.workers().length;
  const engine = () => page.workers().at(-1);
  const set = (what: Partial<SoakedWindow['soak']>) =>
    page.evaluate((what) => {
      Object.assign((window as unknown as SoakedWindow).soak, what);
    }, what);
  const restart = () => page.evaluate(() => (window as unknown as SoakedWindow).soak.restart());
  const look = () => page.evaluate(() => (window as unknown as SoakedWindow).soak.look());

  return {
    browser: `Chromium ${browser.version()}`,
    lives: () => ({ ...lives }),
    openFrames: () => openFrames,
    errors: () => [...errors],
    setPeople: (people) =>
      set({ people: people.map(({ place, face }) => ({ x: PLACES[place] ?? 0.5, face })) }),
    async begin(fault) {
      if (fault === 'unplugged' || fault === 'black' || fault === 'frozen') await set({ camera: fault });
      else if (fault === 'hidden') await set({ hidden: true });
      else if (fault === 'clock') await set({ clock: CLOCK_JUMP_MS });
      else if (fault === 'reload') {
        lives.document += 1;
        await page.reload({ waitUntil: 'commit' });
      } else {
        killed = engine() ?? null;
        await killed?.evaluate(() => setTimeout(() => globalThis.close()));
      }
    },
    async end(fault) {
      if (fault === 'unplugged' || fault === 'black' || fault === 'frozen') await set({ camera: 'works' });
      else if (fault === 'hidden') await set({ hidden: false });
      // A page that has just been loaded counts from zero anyway, and may not have its first script yet.
      if (fault !== 'reload') await restart();
    },
    async says() {
      const { caption } = await look();
      return SENTENCES.includes(caption);
    },
    async isWell() {
      const newest = engine();
      if (newest === undefined || newest === killed) return false;
      const { results, caption, mirror, state } = await page.evaluate(() => {
        const { soak, mien } = window as unknown as SoakedWindow;
        return { ...soak.look(), state: mien?.state.engine };
      });
      // The first answer may be that of a picture from before the end of the fault.
      return results >= 2 && mirror && state === 'ready' && !SENTENCES.includes(caption);
    },
    restart,
    answers: () => page.evaluate(() => (window as unknown as SoakedWindow).soak.read()),
    async insides() {
      await devtools.send('HeapProfiler.collectGarbage');
      const inEngine = await inTime(
        engine()?.evaluate(() => {
          const inside = globalThis as unknown as EngineGlobal;
          inside.gc?.();
          return {
            wasm: inside.soakWasmBytes?.() ?? null,
            tensors: inside._tfengine?.memory().numTensors ?? null,
          };
        }),
      );
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      return {
        page: usedSize,
        worker: (await inTime(page.evaluate(workerBytes))) ?? null,
        wasm: inEngine?.wasm ?? null,
        tensors: inEngine?.tensors ?? null,
        renderers: await rendererBytes(browser),
        nodes: metrics.find(({ name }) => name === 'Nodes')?.value ?? null,
      };
    },
    async counts() {
      const { days } = parseCounts(await page.evaluate((key) => localStorage.getItem(key), COUNTS_KEY));
      const slots = Object.values(days).flatMap(({ slots }) => Object.values(slots));
      const sum = (what: 'passed' | 'stayed') => slots.reduce((total, slot) => total + slot[what], 0);
      return { passed: sum('passed'), stayed: sum('stayed') };
    },
    close,
  };
}

/** The globals of the engine's worker: tfjs's engine, and what page/worker.js defines. */
interface EngineGlobal {
  gc?(): void;
  soakWasmBytes?(): number;
  readonly _tfengine?: { memory(): { readonly numTensors: number } };
}

/** Runs in the page: the JavaScript of its workers in bytes. */
async function workerBytes(): Promise<number> {
  const { breakdown } = await performance.measureUserAgentSpecificMemory();
  return breakdown
    .filter(({ attribution }) => attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The promise's value, or undefined if it does not settle in time. */
async function inTime<Value>(answer: Promise<Value> | undefined): Promise<Value | undefined> {
  return Promise.race([answer?.catch(() => undefined), pause(ANSWER_MS).then(() => undefined)]);
}
