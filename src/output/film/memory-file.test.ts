import { expect, test } from 'vitest';
import { createMemoryFile } from './memory-file.ts';

const bytes = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];

test('bytes are kept across blocks, and earlier ones can be written again', async () => {
  const file = createMemoryFile(4);
  file.write(0, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
  file.write(3, Uint8Array.of(40, 50));
  expect(file.size()).toBe(9);
  expect(await bytes(file.blob('video/mp4'))).toEqual([1, 2, 3, 40, 50, 6, 7, 8, 9]);
  expect(file.blob('video/mp4').type).toBe('video/mp4');
});

test('a gap is zero, and a file that ends with a block has nothing after it', async () => {
  const file = createMemoryFile(4);
  file.write(6, Uint8Array.of(1, 2));
  expect(await bytes(file.blob(''))).toEqual([0, 0, 0, 0, 0, 0, 1, 2]);
});
