import { readFileSync } from 'node:fs';
import { beforeAll, expect, test, vi } from 'vitest';
import { clipFailure } from './clip-failure.ts';

const NOT_SUPPORTED = 4;
beforeAll(() => vi.stubGlobal('MediaError', { MEDIA_ERR_SRC_NOT_SUPPORTED: NOT_SUPPORTED }));

const why = (name: string, error: number | null, plays: readonly string[] = ['avc1', 'vp09']) =>
  clipFailure({
    name,
    file: new File([readFileSync(`e2e/clips/${name}`)], name),
    error: error === null ? null : ({ code: error } as MediaError),
    soundAlone: error === null,
    canPlayType: (type) => (plays.some((known) => type.includes(known)) ? 'probably' : ''),
  });

test.each([null, NOT_SUPPORTED])('an unsupported codec is reported with error %j', async (error) => {
  const failure = { code: 'clip-codec-unsupported', name: 'hevc-sound.mp4', codec: 'hevc' };
  expect(await why('hevc-sound.mp4', error)).toEqual(failure);
});

test('sound alone means an unsupported codec, even if the browser claims to support it', async () => {
  expect(await why('hevc-sound.mp4', null, ['hvc1'])).toMatchObject({ code: 'clip-codec-unsupported' });
  expect(await why('hevc-sound.mp4', NOT_SUPPORTED, ['hvc1'])).toMatchObject({ code: 'clip-broken' });
});

test('an old container, a damaged file and a file with sound alone are distinguished', async () => {
  expect(await why('old.avi', NOT_SUPPORTED)).toMatchObject({ code: 'clip-unsupported', container: 'avi' });
  expect(await why('turned-none.mp4', NOT_SUPPORTED)).toMatchObject({ code: 'clip-broken' });
  expect(await why('broken.webm', NOT_SUPPORTED)).toMatchObject({ code: 'clip-broken' });
  expect(await why('sound.m4a', null)).toMatchObject({ code: 'clip-without-frames' });
});

test('a file that no longer exists is reported as gone', async () => {
  const file = new File(['x'], 'a.mp4');
  file.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('NotFoundError')) }) as unknown as Blob;
  const trouble = { name: 'a.mp4', file, error: null, soundAlone: false, canPlayType: () => '' };
  expect(await clipFailure(trouble)).toEqual({ code: 'clip-gone', name: 'a.mp4' });
});
