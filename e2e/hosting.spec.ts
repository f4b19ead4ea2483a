import { createServer } from 'node:http';
import { createStaticServer, listen } from '../scripts/serve.ts';
import { AGE_TEXT, expect, fileInput, people, test as watched } from './fixtures.ts';

/** A project page on a plain host: in a sub-folder, with only the headers that such a host sets by default. */
const test = watched.extend({
  baseURL: async ({ browserName: _ }, use) => {
    const inner = createStaticServer('dist', { bare: true });
    const outer = createServer((request, response) => {
      if (!request.url?.startsWith('/repo/')) {
        response.writeHead(404).end();
        return;
      }
      request.url = request.url.slice('/repo'.length);
      inner.emit('request', request, response);
    });
    const port = await listen(outer, 4280, 'localhost');
    await use(`http://localhost:${port}`);
    outer.close();
  },
});

test('the built folder works under a sub-path and without headers', async ({ page }) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(response.url());
  });
  const response = await page.goto('/repo/?backend=wasm&source=sample');
  expect(response?.headers()).not.toHaveProperty('content-security-policy');
  expect(response?.headers()).not.toHaveProperty('cross-origin-opener-policy');
  await expect(people(page).first()).toContainText(AGE_TEXT);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await fileInput(page).setInputFiles('e2e/photos/portrait.jpg');
  await expect(page.getByRole('row', { name: /portrait\.jpg/ })).toContainText(/\d+–\d+/);
  expect(missing).toEqual([]);
});
