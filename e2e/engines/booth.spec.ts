import { dayRecord, KEY } from '../booth-days.ts';
import { expect, test } from './fixtures.ts';
import { button, photoCamera, textOf } from './steps.ts';

const LINK = '?booth=show&organiser=City+Museum&contact=info@museum.example';

test('a booth starts by itself and shows its notice', async ({ tab, site }) => {
  site.inject(photoCamera('e2e/photos/portrait.jpg'));
  await tab.goto(`${site.url}${LINK}&aside=left:10`);
  await expect.poll(() => textOf(tab), { timeout: 60_000 }).toMatch(/looks \d+/);
  const text = await textOf(tab);
  expect(text).toContain('A computer guesses your age and smile here.');
  expect(text).toContain('City Museum');
  expect(text).toContain('No guesses here');
  await tab.click(button('NoticeN'));
  await expect.poll(() => textOf(tab)).toContain('Responsible: City Museum. Contact: info@museum.example');
  await tab.click(button('CloseN'));
  await expect.poll(() => textOf(tab)).not.toContain('Responsible');
});

test('the presenter’s panel shows numbers that were kept', async ({ tab, site }) => {
  site.inject(photoCamera('e2e/photos/portrait.jpg'));
  await tab.goto(`${site.url}limits.html`);
  await tab.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, dayRecord()] as const);
  await tab.goto(`${site.url}${LINK}&preset=everything&numbers=all`);
  await expect.poll(() => textOf(tab), { timeout: 60_000 }).toMatch(/looks \d+/);
  await tab.evaluate(() => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', cancelable: true }));
  }, null);
  await expect.poll(() => textOf(tab)).toMatch(/Passed\s*9[34]/);
  await expect.poll(() => textOf(tab)).toMatch(/\d+ are read/);
  expect(await textOf(tab)).toMatch(/30–39\s*50% ± 12/);
});

test('the set-up makes a link', async ({ tab, site }) => {
  await tab.goto(`${site.url}${LINK.replace('show', 'setup')}&info=https://museum.example`);
  await expect.poll(() => textOf(tab)).toContain(`${site.url}${LINK}&info=https://museum.example`);
  expect(await textOf(tab)).toContain('A sign to print');
});
