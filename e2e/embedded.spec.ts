import { createServer, type Server } from 'node:http';
import type { Page } from '@playwright/test';
import { createStaticServer, listen } from '../scripts/serve.ts';
import { expect, people, test as watched } from './fixtures.ts';

interface Around {
  /** Shows Mien inside a page of another origin. */
  show(attributes: string, query?: string): Promise<void>;
}

/** A host without headers. `shared`: it lets any origin read its files, as some hosts do. */
const test = watched.extend<{ shared: boolean; around: Around }>({
  shared: [false, { option: true }],
  around: async ({ page, shared }, use) => {
    const inner = createStaticServer('dist', { bare: true });
    const mien = createServer((request, response) => {
      if (shared) response.setHeader('Access-Control-Allow-Origin', '*');
      inner.emit('request', request, response);
    });
    let body = '';
    const outer = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><title>Around</title>${body}`);
    });
    const servers: Server[] = [mien, outer];
    const port = await listen(mien, 4980, 'localhost');
    const outerPort = await listen(outer, 5080, 'localhost');
    await use({
      async show(attributes, query = '') {
        const address = `http://localhost:${port}/?backend=wasm${query}`;
        body = `<iframe ${attributes} width="1200" height="800" src="${address}"></iframe>`;
        await page.goto(`http://localhost:${outerPort}/`);
      },
    });
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  },
  // This test has two origins, so requests are not checked here, as every other test does.
  watch: async ({ page, expectedComplaints }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    await use({ foreignRequests: [], complaints });
    expect(complaints.filter((line) => !expectedComplaints?.test(line))).toEqual([]);
  },
});

const inside = (page: Page) => page.frameLocator('iframe');

async function expectOwnTab(page: Page): Promise<void> {
  const link = inside(page).getByRole('link', { name: 'Open Mien in its own tab' });
  await expect(link).toHaveAttribute('target', '_blank');
  const [mine, page_] = await Promise.all([
    link.evaluate((element) => (element as HTMLAnchorElement).href),
    page.locator('iframe').getAttribute('src'),
  ]);
  expect(mine).toBe(page_);
}

test.describe('without allow="camera"', () => {
  test('the surrounding page is named as the cause, with a link to open a tab', async ({ page, around }) => {
    await around.show('', '&source=camera');
    await expect(
      inside(page).getByText('The page around this one does not allow the camera.', { exact: true }),
    ).toBeVisible();
    await expectOwnTab(page);
    await page.screenshot({ path: 'test-results/trouble/no camera inside.png' });
  });

  test('a screen as well', async ({ page, around }) => {
    await around.show('');
    await inside(page).getByRole('button', { name: 'Share a screen or tab' }).click();
    await expect(
      inside(page).getByText('The page around this one does not allow sharing a screen.', { exact: true }),
    ).toBeVisible();
    await expectOwnTab(page);
  });

  test('the sample works', async ({ page, around }) => {
    await around.show('', '&source=sample');
    await expect(inside(page).getByRole('list', { name: 'People' }).locator('> li').first()).toBeVisible();
  });
});

for (const shared of [false, true]) {
  test.describe(`in a sandbox, modules ${shared ? 'load' : 'do not load'}`, () => {
    test.use({ shared });
    test('a sentence explains why nothing works, with a link to open a tab', async ({ page, around }) => {
      await around.show('sandbox="allow-scripts"', '&source=sample');
      await expect(
        inside(page).getByText('Storage and workers are not available here, because'),
      ).toBeVisible();
      await expect(inside(page).getByText('Still loading')).toBeHidden();
      await expectOwnTab(page);
      await page.screenshot({ path: `test-results/trouble/sandbox ${shared}.png` });
    });
  });
}

watched.describe('a browser that starts no workers', () => {
  watched('shows a trouble screen', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'Worker', {
        value: class {
          constructor() {
            throw new DOMException('refused', 'SecurityError');
          }
        },
      });
    });
    await page.goto('/?backend=wasm');
    await expect(page.getByRole('heading', { name: 'Mien cannot run here' })).toBeVisible();
    await expect(people(page)).toHaveCount(0);
  });
});

watched.describe('a server that forbids the camera', () => {
  watched('is named as the cause', async ({ page }) => {
    await page.route('/?*', async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'permissions-policy': 'camera=()' };
      await route.fulfill({ response, headers });
    });
    await page.goto('/?backend=wasm&source=camera');
    await expect(
      page.getByText('The server that hosts this page does not allow the camera.', { exact: true }),
    ).toBeVisible();
  });
});
