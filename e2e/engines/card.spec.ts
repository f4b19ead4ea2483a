import { CARD_FRAGMENT, CARD_TEXT } from '../card.ts';
import { expect, test } from './fixtures.ts';
import { button, textOf } from './steps.ts';

test('a link to a card opens it, and a wrong one is said to be wrong', async ({ tab, site }) => {
  await tab.goto(`${site.url}${CARD_FRAGMENT}`);
  const drawn = () =>
    tab.evaluate(() => {
      const image = document.querySelector<HTMLImageElement>('.card-preview img');
      return image && { text: image.alt, width: image.naturalWidth, height: image.naturalHeight };
    }, null);
  await expect.poll(drawn).toEqual({ text: CARD_TEXT, width: 1080, height: 1350 });
  await tab.evaluate(() => {
    window.location.hash += 'A';
  }, null);
  await expect.poll(() => textOf(tab)).toContain('This link holds no card');
  await tab.click(button('Make your own'));
  await expect.poll(() => textOf(tab)).toContain('Watch a sample');
});
