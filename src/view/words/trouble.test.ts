import { describe, expect, it } from 'vitest';
import type { Trouble } from '#store/state.ts';
import { CAMERA_ACCESS } from './camera-access.ts';
import { NOTICE_WORDS, noticeWords } from './notices.ts';
import { TROUBLE_WORDS, troubleDetail, troubleWords } from './trouble.ts';

/** All properties that a failure may have; the texts must be well-formed with any of them. */
const anything = {
  kind: 'camera',
  name: 'x.mp4',
  url: 'https://a/b/model.json?v=1',
  status: 404,
  detail: 'd',
  expected: 'e',
  found: 'f',
  error: 1,
  codec: 'hevc',
  container: 'avi',
};

describe('failures', () => {
  const troubles = (Object.keys(TROUBLE_WORDS) as Trouble['code'][]).map(
    (code) => ({ ...anything, code }) as unknown as Trouble,
  );

  it('each explain what happened, what it means and what to do, in whole sentences', () => {
    for (const trouble of troubles) {
      const { title, body, next } = troubleWords(trouble);
      expect(title, trouble.code).toMatch(/^[A-Z][^.]*$/);
      expect(body, trouble.code).toMatch(/^[A-Z“a-z].*[.]$/);
      expect(next, trouble.code).toMatch(/^[A-Z].*[.]$/);
      expect(title.length, trouble.code).toBeLessThan(50);
    }
  });

  it('have different titles, so that users can report which one occurred', () => {
    const titles = troubles.map((trouble) => troubleWords(trouble).title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('name the file, not the whole address', () => {
    const { body } = troubleWords({ code: 'asset-missing', url: 'https://a/b/model.json?v=1', status: 404 });
    expect(body).toBe('The server did not deliver model.json (status 404).');
  });

  it('differ for camera and screen', () => {
    const of = (kind: 'camera' | 'screen') => troubleWords({ code: 'permission-denied', kind }).title;
    expect(of('camera')).not.toBe(of('screen'));
  });

  it('explain how to allow a blocked camera again, in one sentence for each family of browsers', () => {
    const said = Object.keys(CAMERA_ACCESS).map(
      (family) =>
        troubleWords({ code: 'permission-denied', kind: 'camera' }, family as keyof typeof CAMERA_ACCESS)
          .next,
    );
    for (const sentence of said) expect(sentence).toMatch(/^[A-Z][^.]*then try again\.$/);
    expect(new Set(said).size).toBe(said.length);
  });

  it('name who blocks the camera', () => {
    const of = (by: 'frame' | 'server') => troubleWords({ code: 'forbidden', kind: 'camera', by });
    expect(of('frame')).toMatchObject({
      body: 'The page around this one does not allow the camera.',
      way: 'tab',
    });
    expect(of('server').body).toBe('The server that hosts this page does not allow the camera.');
  });

  it('have details for a report', () => {
    expect(troubleDetail({ code: 'clip-broken', name: 'x.mp4' })).toBe('clip-broken\nname: x.mp4');
  });

  it('of all notices end with a full stop', () => {
    for (const code of Object.keys(NOTICE_WORDS)) {
      const left = { videos: ['a.mp4'], others: ['b.txt'], unreadable: [] };
      const content = { code, backend: 'webgl', names: ['max=900'], left, error: 1 };
      expect(noticeWords(content as unknown as Parameters<typeof noticeWords>[0]).text, code).toMatch(/[.]$/);
    }
  });
});
