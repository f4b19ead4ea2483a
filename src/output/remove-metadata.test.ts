import { expect, test } from 'vitest';
import { removeMetadata } from './remove-metadata.ts';

const bytesOf = async (file: Blob) => [...new Uint8Array(await file.arrayBuffer())];
const fileOf = (type: string, ...parts: readonly (readonly number[])[]) =>
  new Blob([new Uint8Array(parts.flat())], { type: `image/${type}` });
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

test('JPEG: EXIF, XMP, profile and comment are removed, everything else stays', async () => {
  const segment = (marker: number, ...body: readonly number[]) => [0xff, marker, 0, body.length + 2, ...body];
  const start = [0xff, 0xd8];
  const [jfif, table] = [segment(0xe0, 1, 2), segment(0xdb, 7, 7, 7)];
  // The pixels contain what would be a marker elsewhere.
  const pixels = [...segment(0xda, 0), 1, 0xff, 0xe1, 0, 4, 9, 9, 0xff, 0xd9];
  const metadata = [segment(0xe1, 5, 5), segment(0xe2, 6), segment(0xee, 1), segment(0xfe, 8)];
  const clean = await removeMetadata(fileOf('jpeg', start, jfif, ...metadata, table, pixels));
  expect(await bytesOf(clean)).toEqual(await bytesOf(fileOf('jpeg', start, jfif, table, pixels)));
  expect(clean.type).toBe('image/jpeg');
});

test('PNG: texts, EXIF, profile and time are removed', async () => {
  const chunk = (name: string, ...body: readonly number[]) => [
    ...[0, 0, 0, body.length],
    ...letters(name),
    ...body,
    ...[1, 2, 3, 4],
  ];
  const start = [0x89, ...letters('PNG\r\n\u001a\n')];
  const metadata = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'iCCP', 'tIME'].map((name) => chunk(name, 65, 66));
  const pixels = [chunk('IHDR', 1), chunk('sRGB', 0), chunk('IDAT', 9, 9), chunk('IEND')];
  const [first = [], ...rest] = pixels;
  const clean = await removeMetadata(fileOf('png', start, first, ...metadata, ...rest));
  expect(await bytesOf(clean)).toEqual(await bytesOf(fileOf('png', start, ...pixels)));
});

test('WebP: profile, EXIF and XMP are removed, and the header says so', async () => {
  const chunk = (name: string, ...body: readonly number[]) => [
    ...letters(name),
    ...[body.length, 0, 0, 0],
    ...body,
    ...(body.length % 2 ? [0] : []),
  ];
  const riff = (...chunks: readonly (readonly number[])[]) => [
    ...letters('RIFF'),
    ...[4 + chunks.flat().length, 0, 0, 0],
    ...letters('WEBP'),
    ...chunks.flat(),
  ];
  const pixels = chunk('VP8 ', 9, 9, 9);
  const file = fileOf(
    'webp',
    riff(chunk('VP8X', 0x3c, 0), chunk('ICCP', 1, 2, 3), pixels, chunk('EXIF', 4), chunk('XMP ', 5)),
  );
  const clean = await removeMetadata(file);
  expect(await bytesOf(clean)).toEqual(riff(chunk('VP8X', 0x10, 0), pixels));
});

test('other and damaged files are not changed', async () => {
  for (const bytes of [
    [],
    [0xff, 0xd8],
    [0xff, 0xd8, 0xff, 0xe1, 9],
    [1, 2, 3],
    letters('RIFF1234WEBPVP8 '),
  ]) {
    const file = new Blob([new Uint8Array(bytes)]);
    expect(await bytesOf(await removeMetadata(file))).toEqual(bytes);
  }
});
