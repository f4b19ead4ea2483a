import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { flatPng } from './flat-png.ts';

test('the header has the size, and the packed rows fill it', () => {
  const png = Buffer.from(flatPng(20, 3));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24]]).toEqual([20, 3, 1]);
  const bytes = png.readUInt32BE(33);
  expect(png.subarray(37, 41).toString()).toBe('IDAT');
  // Each row has a filter byte, then 20 bits in 3 bytes.
  expect(inflateSync(png.subarray(41, 41 + bytes)).length).toBe(3 * (1 + 3));
});

test('the checksum of the last, empty chunk is that of the standard', () => {
  expect(Buffer.from(flatPng(1, 1)).subarray(-4).toString('hex')).toBe('ae426082');
});
