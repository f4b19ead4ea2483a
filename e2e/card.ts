import type { Locator } from '@playwright/test';
import type { Card } from '../src/core/card.ts';
import { cardFragment } from '../src/core/card-link.ts';

const COUPLE: Card = {
  format: 'portrait',
  show: { age: true, gender: true, emotion: true, smile: true },
  people: [
    {
      colour: 0,
      age: { low: 31, high: 38 },
      gender: 'woman',
      emotion: 'happiness',
      smiling: true,
      withheld: {},
    },
    {
      colour: 1,
      age: null,
      gender: 'unsure',
      emotion: null,
      smiling: null,
      withheld: { age: 'not-sure', emotion: 'covered', smile: 'covered' },
    },
  ],
};

/** The fragment of a link to a card of two people, and what the card says. */
export const CARD_FRAGMENT = cardFragment(COUPLE);
export const CARD_TEXT =
  'What these faces seem to say: Age 31–38, woman, happy, smiling; ' +
  'Age not sure, gender not sure, mouth covered.';

/** The size of an image of the page, and a hash of its pixels. */
export const pixelsOf = (image: Locator): Promise<{ width: number; height: number; hash: string }> =>
  image.evaluate(async (element) => {
    const picture = element as HTMLImageElement;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data ?? new Uint8ClampedArray()));
    return { width: canvas.width, height: canvas.height, hash: digest.join(' ') };
  });
