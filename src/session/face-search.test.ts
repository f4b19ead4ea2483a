import { beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from './engine-host.ts';
import { searchFaces } from './face-search.ts';
import { face, resultOf } from './fakes.test-support.ts';

beforeEach(() => {
  vi.stubGlobal('createImageBitmap', async () => ({ close() {} }));
});

function setUp(...answers: readonly Answer[]) {
  const waiting = [...answers];
  const picture = { width: 1280, height: 960, closed: false, close() {} };
  picture.close = () => {
    picture.closed = true;
  };
  const read = vi.fn(async (): Promise<Answer> => waiting.shift() ?? { ok: false, failure: null });
  const engine = { host: { read }, running: async () => {} };
  const decode = async () => ({ ok: true, image: picture as unknown as ImageBitmap }) as const;
  const search = () =>
    searchFaces(engine as unknown as Parameters<typeof searchFaces>[0], decode, new Blob(['x']));
  return { search, read, picture };
}

test('faces are in the pixels of the picture, and the picture is closed', async () => {
  const { search, picture, read } = setUp({ ok: true, result: resultOf(0, face(1)) });
  const found = await search();
  expect(found?.size).toEqual({ width: 1280, height: 960 });
  expect(found?.faces[0]?.box).toEqual({ x: 200, y: 100, width: 100, height: 100 });
  expect(read).toHaveBeenCalledWith(expect.anything(), 'still');
  expect(picture.closed).toBe(true);
});

test('a picture that was not read, because the engine restarts, is sent again', async () => {
  const refused: Answer = { ok: false, failure: null };
  const { search, read } = setUp(refused, refused, { ok: true, result: resultOf(0) });
  expect((await search())?.faces).toEqual([]);
  expect(read).toHaveBeenCalledTimes(3);
});

test('a picture that cannot be read has no result', async () => {
  const { search, picture } = setUp({ ok: false, failure: { code: 'frame-failed', detail: '' } });
  expect(await search()).toBeNull();
  expect(picture.closed).toBe(true);
  expect(await setUp().search()).toBeNull();
});
