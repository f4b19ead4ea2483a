import { defineConfig, devices } from '@playwright/test';
import type { EngineName } from './scripts/engines/browser.ts';
import { findEngines } from './scripts/engines/find.mjs';

const PORT = Number(process.env.MIEN_TEST_PORT ?? 4180);

const ENGINES = 'engines/**';
/** The files that take longest. They start first, so that no worker ends the run with one of them while others idle. */
const LONG = /\/(memory|soak|many-photos|steady|trouble|settings|offline|crops)\.spec\.ts$/;
const installed = findEngines();
const others = (['firefox', 'webkit'] as const).filter((engine) => installed[engine] !== null);

const CHROMIUM = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };

export default defineConfig<object, { engine: EngineName }>({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/shots/{arg}{ext}',
  fullyParallel: false,
  // Each browser keeps a core busy with its engine; more at once only make each other late.
  workers: 2,
  retries: 0,
  timeout: 90_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['html', { open: 'never' }]],
  expect: {
    timeout: 20_000,
    toHaveScreenshot: { maxDiffPixelRatio: 0.002, animations: 'disabled', caret: 'hide' },
  },
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1440, height: 900 },
    // Filming every page takes as much processor time as everything else; a picture is taken of a failure instead.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    // A service worker answers before page.route can; e2e/offline.spec.ts alone lets it in.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: process.env.MIEN_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--force-color-profile=srgb',
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--enable-precise-memory-info',
        '--js-flags=--expose-gc',
      ],
    },
  },
  projects: [
    { name: 'chromium', testMatch: LONG, testIgnore: ENGINES, use: CHROMIUM },
    // The page in the browsers' own engines, through drivers of their own: e2e/engines/fixtures.ts.
    ...others.map((engine) => ({
      name: engine,
      testMatch: `${ENGINES}/*.spec.ts`,
      // Two windows of one browser share its profile, and with it its service workers.
      workers: 1,
      // Their drivers are younger than Chromium's: a lost connection must not fail a whole run.
      retries: 1,
      use: { engine },
    })),
    // Last, because its many short files fill both workers to the end. `--project=chromium` means both.
    { name: 'chromium', testIgnore: [ENGINES, LONG], use: CHROMIUM },
  ],
  webServer: {
    command: `npx tsx scripts/build/serve/main.ts --port ${PORT}`,
    port: PORT,
    reuseExistingServer: false,
  },
});
