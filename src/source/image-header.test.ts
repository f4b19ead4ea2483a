import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { imageSize } from './image-header.ts';

const bytes = (name: string) => new Uint8Array(readFileSync(`e2e/photos/${name}`));

test.each([
  ['portrait.jpg', { width: 290, height: 364 }],
  // Before the EXIF orientation is applied: the pixels as they are stored.
  ['portrait-exif-6.jpg', { width: 364, height: 290 }],
  ['portrait.png', { width: 240, height: 324 }],
  ['portrait.webp', { width: 336, height: 453 }],
  ['huge.png', { width: 12000, height: 9000 }],
  ['not-a-picture.jpg', null],
])('%s', (name, size) => {
  expect(imageSize(bytes(name))).toEqual(size);
});

test.each([
  ['GIF', [71, 73, 70, 56, 57, 97, 5, 0, 3, 0], { width: 5, height: 3 }],
  ['nothing', [], null],
  ['a JPEG that ends in its first segment', [0xff, 0xd8, 0xff, 0xe0, 0, 16], null],
  ['a JPEG whose segment has no length', [0xff, 0xd8, 0xff], null],
])('%s', (_name, header, size) => {
  expect(imageSize(Uint8Array.from(header))).toEqual(size);
});

test('lossless WebP: 14 bits each, less one', () => {
  const header = new Uint8Array(32);
  header.set(new TextEncoder().encode('RIFF....WEBPVP8L'));
  new DataView(header.buffer).setUint32(21, (99 & 0x3fff) | (49 << 14), true);
  expect(imageSize(header)).toEqual({ width: 100, height: 50 });
});
