import { test as base, type ConsoleMessage, expect, type Locator, type Page } from '@playwright/test';

/** What a page did that no page of ours may do; every test fails on it. */
interface Watch {
  /** Addresses outside the page's origin that were asked for. */
  readonly strangers: string[];
  /** Errors and warnings in the console of the page and its workers, and uncaught exceptions. */
  readonly complaints: string[];
}

/** What a test expects to be complained of, because it breaks something on purpose. */
interface Options {
  readonly expectedComplaints: RegExp | null;
}

/** What Playwright itself says where a test keeps service workers out (playwright.config.ts). */
const BLOCKED_BY_PLAYWRIGHT = 'Service Worker registration blocked by Playwright';

/** Playwright's test, watched: no request leaves the origin and nothing complains in the console. */
export const test = base.extend<Options & { watch: Watch }>({
  expectedComplaints: [null, { option: true }],
  watch: [
    async ({ page, context, baseURL, expectedComplaints }, use) => {
      const watch: Watch = { strangers: [], complaints: [] };
      const origin = new URL(baseURL ?? '').origin;
      context.on('request', (request) => {
        const url = request.url();
        if (!/^(blob|data):/.test(url) && new URL(url).origin !== origin) watch.strangers.push(url);
      });
      page.on('console', (message: ConsoleMessage) => {
        const isComplaint = ['error', 'warning'].includes(message.type());
        if (isComplaint && message.text() !== BLOCKED_BY_PLAYWRIGHT) watch.complaints.push(message.text());
      });
      page.on('pageerror', (error) => watch.complaints.push(`uncaught: ${error.message}`));
      await use(watch);
      expect(watch.strangers, 'requests that left the origin').toEqual([]);
      const unexpected = watch.complaints.filter((line) => !expectedComplaints?.test(line));
      expect(unexpected, 'complaints in the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** The detail of a mien-result event, as far as tests look at it. */
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
    /** As src/session/handle.ts puts it there; `step` under ?seed-clock=1 alone. */
    readonly mien: {
      readonly state: {
        readonly phase: string;
        readonly engine: string;
        readonly backend: string | null;
        readonly source: string | null;
        readonly people: number;
      };
      step(ms?: number): Promise<boolean>;
    };
  }
}

/** The people in the panel beside the picture. */
export const people = (page: Page): Locator => page.getByRole('list', { name: 'People' }).locator('> li');

/** The way in for files; every screen with one has it first. */
export const fileInput = (page: Page): Locator => page.locator('input[type=file]').first();

/** What a person's card says once something is known of them. */
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
