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

test('the set-up makes a link', async ({ tab, site }) => {
  await tab.goto(`${site.url}${LINK.replace('show', 'setup')}&info=https://museum.example`);
  await expect.poll(() => textOf(tab)).toContain(`${site.url}${LINK}&info=https://museum.example`);
  expect(await textOf(tab)).toContain('A sign to print');
});
