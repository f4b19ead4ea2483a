import { expect, test } from 'vitest';
import { withOrientation } from './exif.ts';

test('the orientation is where a reader expects it, and the picture follows unchanged', () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xdb, 1, 2, 3);
  const out = withOrientation(jpeg, 6);
  const view = new DataView(out.buffer);
  expect(view.getUint16(0)).toBe(0xffd8);
  expect(view.getUint16(2)).toBe(0xffe1);
  const afterExif = 4 + view.getUint16(4);
  expect([...out.subarray(afterExif)]).toEqual([0xff, 0xdb, 1, 2, 3]);
  const tiff = 12;
  const directory = tiff + view.getUint32(tiff + 4);
  expect(view.getUint16(directory)).toBe(1);
  expect([view.getUint16(directory + 2), view.getUint16(directory + 10)]).toEqual([0x0112, 6]);
  expect(view.getUint32(directory + 14)).toBe(0);
});

test('bytes that are not a JPEG are refused', () => {
  expect(() => withOrientation(Uint8Array.of(0x89, 0x50), 6)).toThrow('not a JPEG');
});
