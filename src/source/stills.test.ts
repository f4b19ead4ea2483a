import { afterEach, describe, expect, test, vi } from 'vitest';
import { decodePhoto, type ForeignDecoder } from './stills.ts';

describe('decoding', () => {
  afterEach(() => vi.unstubAllGlobals());
  const image = { width: 3, height: 2 } as ImageBitmap;
  const foreign: ForeignDecoder = async () => ({ ok: true, image });
  const heic = new File(['\0\0\0\x10ftypheic\0\0\0\0'], 'a.heic');
  /** A browser that decodes nothing. */
  const refuse = () => vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('not decodable')));

  test('fails for a file that cannot be read any more, and for an empty one', async () => {
    const gone = new File(['x'], 'a.jpg');
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('NotFoundError')) }) as unknown as Blob;
    expect(await decodePhoto(gone)).toEqual({ ok: false, failure: { code: 'photo-gone' } });
    expect(await decodePhoto(new File([], 'a'))).toEqual({ ok: false, failure: { code: 'photo-empty' } });
  });

  test('tries the browser first', async () => {
    vi.stubGlobal('createImageBitmap', async () => image);
    const never: ForeignDecoder = () => Promise.reject(new Error('must not be called'));
    expect(await decodePhoto(heic, 'none', never)).toEqual({ ok: true, image });
  });

  test('passes what the browser rejects to the given decoder', async () => {
    refuse();
    expect(await decodePhoto(heic, 'none', foreign)).toEqual({ ok: true, image });
    const unsupported = { code: 'photo-unsupported', kind: 'heic' };
    expect(await decodePhoto(heic)).toEqual({ ok: false, failure: unsupported });
  });

  test.each([
    ['\x89PNG\r\n', { code: 'photo-damaged' }],
    ['8BPS', { code: 'photo-unsupported', kind: 'psd' }],
    ['words', { code: 'photo-not-picture' }],
  ])('reports why a file with the bytes %j is rejected', async (text, failure) => {
    refuse();
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(await decodePhoto(new File([bytes], 'a'), 'none', foreign)).toEqual({ ok: false, failure });
  });
});
