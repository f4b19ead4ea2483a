import { expect, test } from './fixtures.ts';
import { serveSite } from './site.ts';
import { open, textOf } from './steps.ts';

test('after one visit the page starts and reads a photo without the server', async ({ tab }) => {
  // Needs a new origin, because WebKitGTK does not retry a service worker whose script was missing on the old one.
  const site = await serveSite();
  try {
    site.become('up with service worker');
    await open(tab, site);
    const offered = await tab.evaluate(() => 'serviceWorker' in navigator, null);
    console.log(`service workers: ${offered ? 'offered' : 'not offered'}`);
    if (!offered) return;
    // All files of the page are cached before the service worker becomes active.
    await expect
      .poll(
        () =>
          tab.evaluate(
            async () => (await navigator.serviceWorker.getRegistration())?.active?.state ?? null,
            null,
          ),
        { timeout: 60_000 },
      )
      .toBe('activated');
    site.become('down');
    await open(tab, site);
    await tab.chooseFiles(['e2e/photos/portrait.jpg']);
    await expect.poll(() => textOf(tab), { timeout: 30_000 }).toMatch(/\d+–\d+/);
    site.become('up');
    await tab.evaluate(async () => {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    }, null);
  } finally {
    await site.close();
  }
});
