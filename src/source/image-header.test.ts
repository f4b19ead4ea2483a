import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHeader } from './image-header.ts';

const photo = (name: string) => new Blob([readFileSync(`e2e/photos/${name}`)]);

test.each([
  ['portrait.jpg', 'jpeg', { width: 290, height: 364 }],
  // The size of the stored pixels, before the EXIF orientation is applied.
  ['portrait-exif-6.jpg', 'jpeg', { width: 364, height: 290 }],
  ['portrait.png', 'png', { width: 240, height: 324 }],
  ['portrait.webp', 'webp', { width: 336, height: 453 }],
  ['huge.png', 'png', { width: 12000, height: 9000 }],
  ['not-a-picture.jpg', null, null],
])('%s', async (name, kind, size) => {
  expect(await readHeader(photo(name), name)).toEqual({
    kind,
    size,
    orientation: 1,
    whole: true,
    animated: false,
  });
});

test('a truncated JPEG is not whole', async () => {
  expect(await readHeader(photo('truncated.jpg'), '')).toMatchObject({
    size: { width: 290, height: 364 },
    whole: false,
  });
});

test.each(['portrait.png', 'portrait.webp', 'portrait.jpg'])('half of %s is not whole', async (name) => {
  const whole = photo(name);
  expect(await readHeader(whole.slice(0, whole.size >> 1), name)).toMatchObject({ whole: false });
});

test('data after the end of a JPEG does not matter', async () => {
  const file = new Blob([readFileSync('e2e/photos/portrait.jpg'), new Uint8Array(10_000)]);
  expect(await readHeader(file, '')).toMatchObject({ whole: true });
});

const latin = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const file = (...parts: readonly (string | readonly number[])[]) =>
  new Blob(parts.map((part) => Uint8Array.from(typeof part === 'string' ? latin(part) : part)));
const u16 = (value: number) => [value >>> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const le16 = (value: number) => u16(value).reverse();
const le32 = (value: number) => u32(value).reverse();

/** A TIFF or EXIF directory of 32-bit values, in either byte order. */
function tiff(tags: readonly (readonly [number, number])[], little: boolean): readonly number[] {
  const [two, four] = little ? [le16, le32] : [u16, u32];
  const entries = tags.flatMap(([tag, value]) => [...two(tag), ...two(4), ...four(1), ...four(value)]);
  return [
    ...latin(little ? 'II' : 'MM'),
    ...two(42),
    ...four(8),
    ...two(tags.length),
    ...entries,
    ...four(0),
  ];
}

const box = (type: string, ...content: readonly (readonly number[])[]): readonly number[] => {
  const inside = content.flat();
  return [...u32(8 + inside.length), ...latin(type), ...inside];
};

/** An AVIF or HEIC whose primary item has the properties with the indices `own`, counted from 1. */
function heif(brand: string, properties: readonly (readonly number[])[], own: readonly number[]) {
  const ipma = box('ipma', u32(0), u32(1), u16(1), [own.length, ...own]);
  const iprp = box('iprp', box('ipco', ...properties), ipma);
  const meta = box('meta', u32(0), box('hdlr', u32(0)), box('pitm', u32(0), u16(1)), iprp);
  return file(
    box('ftyp', latin(brand) as never, u32(0), latin('mif1') as never) as number[],
    meta as number[],
  );
}
const ispe = (width: number, height: number) => box('ispe', u32(0), u32(width), u32(height));
const irot = (turns: number) => box('irot', [turns]);
const imir = (axis: number) => box('imir', [axis]);

const dib = (width: number, height: number) => [...le32(40), ...le32(width), ...le32(height)];
const png = (width: number, height: number) => [
  ...latin('\x89PNG\r\n\x1a\n'),
  ...u32(13),
  ...latin('IHDR'),
  ...u32(width),
  ...u32(height),
];
const ico = (picture: readonly number[], offset = 22) =>
  file(
    [0, 0, 1, 0, 1, 0, 16, 16, ...new Array(6).fill(0), ...le32(99), ...le32(offset)],
    picture,
    new Array(24).fill(0),
  );

describe('sizes', () => {
  test.each([
    ['GIF', file('GIF89a', le16(5), le16(3)), 'gif', { width: 5, height: 3 }],
    ['BMP', file('BM', new Array(12).fill(0), dib(20000, 30000)), 'bmp', { width: 20000, height: 30000 }],
    ['BMP stored top-down', file('BM', new Array(12).fill(0), dib(7, -9)), 'bmp', { width: 7, height: 9 }],
    [
      'BMP of OS/2',
      file('BM', new Array(12).fill(0), le32(12), le16(7), le16(9), le32(0)),
      'bmp',
      { width: 7, height: 9 },
    ],
    ['icon', ico(dib(48, 96)), 'ico', { width: 48, height: 48 }],
    ['icon with a PNG', ico(png(20000, 20000)), 'ico', { width: 20000, height: 20000 }],
    ['icon that points outside', ico([], 5000), 'ico', null],
    [
      'TIFF',
      file(
        tiff(
          [
            [256, 640],
            [257, 480],
          ],
          true,
        ),
      ),
      'tiff',
      { width: 640, height: 480 },
    ],
    [
      'big-endian TIFF',
      file(
        tiff(
          [
            [256, 640],
            [257, 480],
          ],
          false,
        ),
      ),
      'tiff',
      { width: 640, height: 480 },
    ],
    ['AVIF', heif('avif', [ispe(20000, 20000)], [1]), 'avif', { width: 20000, height: 20000 }],
    ['HEIC', heif('heic', [ispe(512, 512), ispe(4032, 3024)], [2]), 'heic', { width: 4032, height: 3024 }],
    [
      'HEIC with the sizes of its tiles only',
      heif('heic', [ispe(512, 512), ispe(64, 64)], []),
      'heic',
      { width: 512, height: 512 },
    ],
    ['SVG', file('<svg width="20000" height="20000px">'), 'svg', { width: 20000, height: 20000 }],
    [
      'SVG in inches',
      file('<?xml version="1.0"?>\n<!-- a -->\n<svg width="1in" height="2.54cm">'),
      'svg',
      { width: 96, height: 96 },
    ],
    ['SVG with a view box', file('<svg width="100%" viewBox="0 0 30 20">'), 'svg', { width: 30, height: 20 }],
  ] as const)('%s', async (_name, bytes, kind, size) => {
    const header = await readHeader(bytes, '');
    expect(header.kind).toBe(kind);
    if (size === null) expect(header.size).toBeNull();
    else {
      expect(header.size?.width).toBeCloseTo(size.width);
      expect(header.size?.height).toBeCloseTo(size.height);
    }
  });

  test('lossless WebP: width − 1 and height − 1 of 14 bits each', async () => {
    const bytes = file(
      'RIFF',
      le32(26),
      'WEBPVP8L',
      le32(10),
      [0x2f],
      le32(99 | (49 << 14)),
      new Array(9).fill(0),
    );
    expect(await readHeader(bytes, '')).toMatchObject({ kind: 'webp', size: { width: 100, height: 50 } });
  });

  test('the directory of a TIFF may be at the end of a large file', async () => {
    const far = 300_000;
    const directory = tiff(
      [
        [256, 3],
        [257, 2],
      ],
      true,
    ).slice(8);
    const bytes = file('II', le16(42), le32(far), new Array(far - 8).fill(7), directory);
    expect(await readHeader(bytes, '')).toMatchObject({ kind: 'tiff', size: { width: 3, height: 2 } });
  });
});

describe('orientations', () => {
  const exif = (value: number, little: boolean) => tiff([[274, value]], little);
  const webp = (...chunks: readonly (readonly number[])[]) => {
    const inside = [...latin('WEBP'), ...chunks.flat()];
    return file('RIFF', le32(inside.length), inside);
  };
  const chunk = (type: string, content: readonly number[]) => [
    ...latin(type),
    ...le32(content.length),
    ...content,
    ...new Array(content.length % 2).fill(0),
  ];
  const vp8x = chunk('VP8X', [8, 0, 0, 0, 2, 0, 0, 1, 0, 0]);
  const pixels = chunk('VP8 ', new Array(99_999).fill(1));
  const pngChunk = (type: string, content: readonly number[]) => [
    ...u32(content.length),
    ...latin(type),
    ...content,
    ...u32(0),
  ];
  const ihdr = pngChunk('IHDR', [...u32(3), ...u32(2), 8, 2, 0, 0, 0]);
  const wholePng = (...chunks: readonly (readonly number[])[]) =>
    file('\x89PNG\r\n\x1a\n', ihdr, chunks.flat(), pngChunk('IEND', []));

  test.each([
    ['WebP, EXIF after the picture', webp(vp8x, pixels, chunk('EXIF', exif(6, false))), 6],
    [
      'WebP, with the prefix that JPEG uses',
      webp(vp8x, chunk('EXIF', [...latin('Exif\0\0'), ...exif(8, true)])),
      8,
    ],
    ['WebP without EXIF', webp(vp8x, pixels), 1],
    ['WebP with an EXIF block of noise', webp(vp8x, chunk('EXIF', [73, 73, 42, 0, 255, 255, 255, 255])), 1],
    ['WebP with an invalid orientation', webp(vp8x, chunk('EXIF', exif(9, true))), 1],
    ['PNG, before the picture', wholePng(pngChunk('eXIf', exif(3, false)), pngChunk('IDAT', [1, 2])), 3],
    ['PNG, after the picture', wholePng(pngChunk('IDAT', [1, 2]), pngChunk('eXIf', exif(5, true))), 5],
    [
      'TIFF',
      file(
        tiff(
          [
            [256, 3],
            [257, 2],
            [274, 7],
          ],
          true,
        ),
      ),
      7,
    ],
  ])('%s', async (_name, bytes, orientation) => {
    expect(await readHeader(bytes, '')).toMatchObject({
      size: { width: 3, height: 2 },
      orientation,
      whole: true,
    });
  });

  // As in libavif and libheif: turns are anticlockwise and come first; axis 0 swaps top and bottom.
  test.each([
    [[], 1],
    [[irot(1)], 8],
    [[irot(2)], 3],
    [[irot(3)], 6],
    [[imir(0)], 4],
    [[imir(1)], 2],
    [[irot(1), imir(0)], 5],
    [[irot(1), imir(1)], 7],
    [[irot(3), imir(0)], 7],
    [[irot(3), imir(1)], 5],
    [[irot(2), imir(0)], 2],
    [[irot(2), imir(1)], 4],
  ] as const)('AVIF %#', async (properties, orientation) => {
    const all = [ispe(3, 2), ...properties];
    const own = all.map((_, i) => (i + 1) | 0x80);
    expect(await readHeader(heif('avif', all, own), '')).toMatchObject({ orientation });
    // Properties of another item, such as a thumbnail, do not apply to the picture.
    expect(await readHeader(heif('avif', all, [1]), '')).toMatchObject({ orientation: 1 });
  });
});

describe('animations', () => {
  const screen = ['GIF89a', le16(5), le16(3), [0x80, 0, 0, ...new Array(6).fill(9)]] as const;
  const extension = [0x21, 0xf9, 4, 0, 0, 0, 0, 0];
  const image = [0x2c, ...new Array(8).fill(0), 0x80, ...new Array(6).fill(9), 2, 2, 1, 1, 1, 7, 0];
  test.each([
    ['GIF with one picture', file(...screen, extension, image, [0x3b]), false],
    ['GIF with two pictures', file(...screen, extension, image, extension, image, [0x3b]), true],
    ['GIF truncated in its first picture', file(...screen, image.slice(0, -2)), false],
  ])('%s', async (_name, bytes, animated) => {
    expect(await readHeader(bytes, '')).toMatchObject({ size: { width: 5, height: 3 }, animated });
  });
});

describe('kinds', () => {
  test.each([
    ['a.tif', file(tiff([[256, 1]], true)), 'tiff'],
    ['a.NEF', file(tiff([[256, 1]], true)), 'raw'],
    ['a', file('II*\0\x10\0\0\0CR\x02\0', new Array(40).fill(0)), 'raw'],
    [
      'a',
      file(
        tiff(
          [
            [256, 1],
            [50706, 1],
          ],
          true,
        ),
      ),
      'raw',
    ],
    ['a', file(box('ftyp', latin('crx '), u32(1), latin('crx '))), 'raw'],
    ['a', file(box('ftyp', latin('mif1'), u32(0), latin('mif1'), latin('avif'))), 'avif'],
    ['a', file(box('ftyp', latin('mif1'), u32(0), latin('mif1'), latin('heic'))), 'heic'],
    ['film.heic', file(box('ftyp', latin('isom'), u32(0), latin('mp42'))), null],
    ['a', file('8BPS\0\x01'), 'psd'],
    ['a', file('\xff\x0a\0'), 'jxl'],
    ['a', file('\0\0\0\x0cjP  \r\n'), 'jp2'],
    ['a.svgz', file('\x1f\x8b\x08'), 'svg'],
    ['a', file('\xef\xbb\xbf<!DOCTYPE svg PUBLIC "a" "b">\n<svg:svg xmlns:svg="">'), 'svg'],
    ['page.svg', file('<!doctype html><svg>'), null],
    ['a.bmp', file('BMW is a car, and no picture'), null],
    ['a', file('\xff\xd8\xff'), 'jpeg'],
    ['a', file(''), null],
  ])('%s %#', async (name, bytes, kind) => {
    expect(await readHeader(bytes, name)).toMatchObject({ kind });
  });
});

test('no truncated picture throws or hangs', async () => {
  for (const name of ['portrait-exif-6.jpg', 'portrait.webp', 'chip-48-grey.png']) {
    const whole = photo(name);
    for (let length = 0; length < 200; length++) await readHeader(whole.slice(0, length), name);
  }
});
