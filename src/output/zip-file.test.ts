import { expect, test } from 'vitest';
import { writeZip, type ZipEntry, type ZipTarget } from './zip-file.ts';

const KILOBYTES = 64;

/** A file of the person's disk that is written one part at a time, and what happens to it. */
function fakeTarget(write: (part: Uint8Array) => Promise<void> = async () => {}) {
  const state = { written: 0, removed: false, closed: false };
  const target = {
    createWritable: async () =>
      new WritableStream<Uint8Array>({
        async write(part) {
          await write(part);
          state.written += part.length;
        },
        close() {
          state.closed = true;
        },
      }),
    getFile: async () => ({ size: 0 }),
    async remove() {
      state.removed = true;
    },
  };
  return { state, target: target as unknown as ZipTarget };
}

async function* entries(count: number, made: (index: number) => void): AsyncGenerator<ZipEntry> {
  for (let index = 0; index < count; index++) {
    made(index);
    yield { name: `${index}.jpg`, file: new Blob([new Uint8Array(KILOBYTES * 1024)]) };
  }
}

test('a picture is made only once those before are written, so that memory stays flat', async () => {
  const { state, target } = fakeTarget(() => new Promise((resolve) => setTimeout(resolve)));
  let ahead = 0;
  const made = (index: number) => {
    ahead = Math.max(ahead, index - Math.floor(state.written / (KILOBYTES * 1024)));
  };
  expect(await writeZip(entries(30, made), target, new AbortController().signal)).toBeNull();
  expect(ahead).toBeLessThanOrEqual(2);
  expect(state).toMatchObject({ closed: true, removed: false });
  expect(state.written).toBeGreaterThan(30 * KILOBYTES * 1024);
});

test('without a target the archive is a file to download', async () => {
  const archive = await writeZip(
    entries(2, () => {}),
    null,
    new AbortController().signal,
  );
  expect(archive?.type).toBe('application/zip');
  expect(await archive?.text()).toMatch(/^PK.*0\.jpg/s);
});

test('after cancelling, no further picture is made and no empty file is left', async () => {
  const leaving = new AbortController();
  const { state, target } = fakeTarget();
  const indices: number[] = [];
  const made = (index: number) => {
    indices.push(index);
    if (index === 3) leaving.abort();
  };
  await expect(writeZip(entries(30, made), target, leaving.signal)).rejects.toThrow();
  expect(indices.length).toBeLessThan(8);
  expect(state).toMatchObject({ closed: false, removed: true });
});

test('a disk that is full fails the whole, and no empty file is left', async () => {
  const { state, target } = fakeTarget(async () => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(
    writeZip(
      entries(3, () => {}),
      target,
      new AbortController().signal,
    ),
  ).rejects.toThrow('full');
  expect(state.removed).toBe(true);
});
