import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { someCard } from '#core/card.test-support.ts';
import { MOST_ON_CARD } from '#core/card.ts';
import { cardFragment } from '#core/card-link.ts';
import { random } from '#core/random.test-support.ts';
import { qrShape } from './qr.ts';

/** Pixels of a module in the picture that is read. */
const SCALE = 4;

/** What another library reads from the code, and its version; a code of version v has 17 + 4v modules. */
function read(text: string): { readonly text: string | undefined; readonly version: number } {
  const { side, path } = qrShape(text);
  const width = side * SCALE;
  const pixels = new Uint8ClampedArray(4 * width * width).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 0; row < SCALE; row++)
      for (let column = 0; column < SCALE; column++) {
        const at = 4 * ((Number(y) * SCALE + row) * width + Number(x) * SCALE + column);
        pixels.fill(0, at, at + 3);
      }
  return { text: jsQR(pixels, width, width)?.data, version: (side - 8 - 17) / 4 };
}

describe('the QR code of a card', () => {
  it('is read by another library, and is small enough for any telephone', () => {
    const next = random(1);
    for (let count = 1; count <= MOST_ON_CARD; count++) {
      const link = `https://a-museum-with-a-long-name.example.org/faces/mien/${cardFragment(someCard(next, count))}`;
      const { text, version } = read(link);
      expect(text).toBe(link);
      expect(version).toBeLessThanOrEqual(count <= 4 ? 6 : 8);
    }
  });

  it('has four white modules around it', () => {
    const { side, path } = qrShape('https://example.org/');
    const places = [...path.matchAll(/M(\d+) (\d+)h/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    expect(Math.min(...places)).toBe(4);
    expect(Math.max(...places)).toBe(side - 5);
  });
});
