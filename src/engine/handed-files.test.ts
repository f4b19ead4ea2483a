import { expect, test } from 'vitest';
import { fetchBytes } from './assets.ts';
import { createHandedFiles, type HandedFiles } from './handed-files.ts';

const part = (...bytes: readonly number[]) =>
  ({ type: 'file-part', url: 'a', bytes: Uint8Array.from(bytes) }) as const;
const end = (whole: boolean) => ({ type: 'file-end', url: 'a', whole }) as const;

function expecting(): HandedFiles {
  const files = createHandedFiles();
  files.expect({ files: ['a'], program: true });
  return files;
}

test('a file is assembled from its parts, including those that came before the request, and its bytes are counted', async () => {
  const files = expecting();
  const counted: number[] = [];
  files.take(part(1, 2));
  const file = files.file('a', (count) => counted.push(count));
  files.take(part(3));
  files.take(end(true));
  expect(await file).toEqual(Uint8Array.of(1, 2, 3));
  expect(counted).toEqual([2, 1]);
});

test('a file that was complete before the request is returned at once', async () => {
  const files = expecting();
  for (const message of [part(7), end(true)]) files.take(message);
  expect(await files.file('a', () => {})).toEqual(Uint8Array.of(7));
});

test('a file that the page could not download completely is null', async () => {
  const files = expecting();
  const file = files.file('a', () => {});
  files.take(part(1));
  files.take(end(false));
  expect(await file).toBeNull();
});

test('a file is returned once; one that is not expected, was returned or was cleared is null', async () => {
  const files = expecting();
  files.take(part(1));
  files.take(end(true));
  expect(await files.file('b', () => {})).toBeNull();
  expect(await files.file('a', () => {})).toEqual(Uint8Array.of(1));
  expect(await files.file('a', () => {})).toBeNull();
  const cleared = expecting();
  cleared.clear();
  expect(await cleared.file('a', () => {})).toBeNull();
  expect(await createHandedFiles().program()).toBeNull();
});

test('a request for the program waits until the page has sent it', async () => {
  const files = expecting();
  const program = files.program();
  files.take({ type: 'program', program: null });
  expect(await program).toBeNull();
});

test('a handed file that differs from its seal is fetched past every cache', async () => {
  const cacheModes: (RequestCache | undefined)[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = async (_url, init) => {
    cacheModes.push(init?.cache);
    return new Response(Uint8Array.of(1, 2));
  };
  try {
    const seal = { bytes: 2, sha256: 'a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222' };
    const bytes = await fetchBytes(
      'http://here/a',
      seal,
      () => {},
      async () => Uint8Array.of(1, 3),
    );
    expect(bytes).toEqual(Uint8Array.of(1, 2));
    expect(cacheModes).toEqual(['reload']);
  } finally {
    globalThis.fetch = original;
  }
});
