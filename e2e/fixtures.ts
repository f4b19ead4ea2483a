import { test as base, type ConsoleMessage, expect, type Locator, type Page } from '@playwright/test';

/** What the page must never do; every test fails on it. */
interface Watch {
  /** Requested addresses outside the page's origin. */
  readonly foreignRequests: string[];
  /** Errors and warnings in the console of the page and its workers, and uncaught exceptions. */
  readonly complaints: string[];
}

/** Console messages that a test expects, because it breaks something on purpose. */
interface Options {
  readonly expectedComplaints: RegExp | null;
}

/** The message of Playwright itself where a test blocks service workers (playwright.config.ts). */
const BLOCKED_BY_PLAYWRIGHT = 'Service Worker registration blocked by Playwright';

/** Playwright's test, which also fails on a request that leaves the origin or an error or warning in the console. */
export const test = base.extend<Options & { watch: Watch }>({
  expectedComplaints: [null, { option: true }],
  watch: [
    async ({ page, context, baseURL, expectedComplaints }, use) => {
      const watch: Watch = { foreignRequests: [], complaints: [] };
      const origin = new URL(baseURL ?? '').origin;
      context.on('request', (request) => {
        const url = request.url();
        if (!/^(blob|data):/.test(url) && new URL(url).origin !== origin) watch.foreignRequests.push(url);
      });
      page.on('console', (message: ConsoleMessage) => {
        const isComplaint = ['error', 'warning'].includes(message.type());
        if (isComplaint && message.text() !== BLOCKED_BY_PLAYWRIGHT) watch.complaints.push(message.text());
      });
      page.on('pageerror', (error) => watch.complaints.push(`uncaught: ${error.message}`));
      await use(watch);
      expect(watch.foreignRequests, 'requests that left the origin').toEqual([]);
      const unexpected = watch.complaints.filter((line) => !expectedComplaints?.test(line));
      expect(unexpected, 'complaints in the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The part of a mien-result event's detail that tests use. */
export interface SeenResult {
  readonly at: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly faces: readonly {
    readonly id: number;
    readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
    readonly settled: boolean;
    readonly reading: {
      readonly age: { readonly years: number; readonly low: number; readonly high: number };
      readonly woman: number;
      readonly smile: number;
      readonly emotions: Readonly<Record<string, number>>;
    } | null;
    readonly shown: {
      readonly years: number;
      readonly gender: string;
      readonly emotion: string;
      readonly smiling: boolean;
    } | null;
  }[];
  readonly seen: number;
  readonly cost: { readonly classified: number; readonly readings: number };
}

declare global {
  interface Window {
    /** Defined by src/session/handle.ts; `step` exists only under ?seed-clock=1. */
    readonly mien: {
      readonly state: {
        readonly phase: string;
        readonly engine: string;
        readonly backend: string | null;
        readonly detector: string | null;
        readonly source: string | null;
        readonly people: number;
      };
      step(ms?: number): Promise<boolean>;
    };
  }
}

/** The people in the panel next to the picture. */
export const people = (page: Page): Locator => page.getByRole('list', { name: 'People' }).locator('> li');

/** The input for files: the first file input of each screen. */
export const fileInput = (page: Page): Locator => page.locator('input[type=file]').first();

/** The text of a person's card once there is a reading. */
export const AGE_TEXT = /Age \d+(–\d+)?/;

/** Opens a clip in the stepped page (?seed-clock=1). */
export async function openStepped(page: Page, clip: string, query = ''): Promise<void> {
  await page.goto(`/?seed-clock=1&backend=wasm${query}`);
  await fileInput(page).setInputFiles(clip);
  await page.waitForFunction(() => window.mien.state.phase === 'live');
}

/** Steps `seconds` of clip time in steps of `ms` and returns every result. */
export async function stepThrough(page: Page, seconds: number, ms: number): Promise<readonly SeenResult[]> {
  return page.evaluate(
    async ({ steps, ms }) => {
      const { mien } = window;
      const results: SeenResult[] = [];
      const keep = (event: Event) => results.push((event as CustomEvent<SeenResult>).detail);
      window.addEventListener('mien-result', keep);
      for (let step = 0; step < steps; step++) if (!(await mien.step(ms))) break;
      window.removeEventListener('mien-result', keep);
      return results;
    },
    { steps: Math.round((seconds * 1000) / ms), ms },
  );
}
