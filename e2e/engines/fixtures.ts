import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { EngineBrowser, EngineName, EnginePage } from '../../scripts/engines/browser.ts';
import { launch } from '../../scripts/engines/launch.ts';
import type { SeenResult } from '../fixtures.ts';
import { type Site, serveSite } from './site.ts';

/** Folder of the screenshots, which are for inspection only and never compared. */
const SHOTS = 'test-results/engines';

interface EngineOptions {
  /** The browser that the project tests. */
  readonly engine: EngineName;
}

interface EngineFixtures {
  readonly tab: EnginePage;
  /** The server of the built page, with nothing injected at the start of each test. */
  readonly site: Site;
}

interface WorkerFixtures {
  readonly running: EngineBrowser;
  readonly workerSite: Site;
}

declare global {
  var watch: { readonly complaints: string[]; readonly results: SeenResult[] };
}

/** Playwright's runner with a page of the project's engine: one browser for all tests of a worker. */
export const test = base.extend<EngineFixtures & { watched: undefined }, EngineOptions & WorkerFixtures>({
  engine: ['firefox', { option: true, scope: 'worker' }],
  running: [
    async ({ engine }, use) => {
      const browser = await launch(engine);
      console.log(`${engine}: ${browser.version}`);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  workerSite: [
    async ({ browserName: _ }, use) => {
      const site = await serveSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  site: async ({ workerSite }, use) => {
    workerSite.inject('');
    workerSite.breakWorker('');
    workerSite.become('up');
    await use(workerSite);
  },
  tab: async ({ running }, use) => {
    await running.page.resize(1440, 900);
    await use(running.page);
  },
  watched: [
    async ({ tab, engine }, use, info) => {
      await use(undefined);
      await keepShot(tab, `${engine} ${info.title}`);
      const seen = await tab.evaluate(() => {
        const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
        const complaints = globalThis.watch?.complaints ?? [];
        localStorage.clear();
        return { complaints, loaded, origin: location.origin };
      }, null);
      const foreignRequests = seen.loaded.filter(
        (url) => !/^(blob|data):/.test(url) && !url.startsWith(seen.origin),
      );
      // Ends everything that this test has started before the next one runs.
      await tab.goto('about:blank');
      expect(foreignRequests, 'requests that left the origin').toEqual([]);
      expect(seen.complaints, 'complaints in the console').toEqual([]);
    },
    { auto: true },
  ],
});

async function keepShot(tab: EnginePage, title: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  writeFileSync(join(SHOTS, `${title.replaceAll(/[^a-z0-9]+/gi, '-')}.png`), await tab.screenshot());
}

export { expect };
