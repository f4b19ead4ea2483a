import { describe, expect, it } from 'vitest';
import type { Face } from '#core/types.ts';
import type { Trouble } from '#store/state.ts';
import {
  ageRange,
  bytesOf,
  clock,
  framesPerSecond,
  milliseconds,
  NOTICE_WORDS,
  noticeWords,
  pageTitle,
  percent,
  photoProgress,
  plural,
  spokenSummary,
  TROUBLE_WORDS,
  timeLeft,
  troubleDetail,
  troubleWords,
} from './words.ts';

describe('numbers', () => {
  it('bytes', () => {
    expect(bytesOf(4_200_000, 13_100_000)).toBe('4.2 of 13.1 MB');
    expect(bytesOf(14_000_000, 13_100_000)).toBe('13.1 of 13.1 MB');
    expect(bytesOf(400_000, 0)).toBe('0.4 MB');
  });

  it('clock', () => {
    expect([0, 7.9, 83, 3723, Number.NaN].map(clock)).toEqual(['0:00', '0:07', '1:23', '1:02:03', '0:00']);
  });

  it('time left', () => {
    expect([2000, 31_000, 130_000, 2 * 3_600_000].map(timeLeft)).toEqual([
      'a few seconds left',
      'about 40 s left',
      'about 2 min left',
      'about 2 h left',
    ]);
  });

  it('shares, speeds, counts, ages', () => {
    expect([0, 0.004, 0.724, 0.99, 0.998].map(percent)).toEqual(['<1%', '<1%', '72%', '99%', '>99%']);
    expect([milliseconds(4.23), milliseconds(41.6), milliseconds(null)]).toEqual(['4.2 ms', '42 ms', '—']);
    expect([framesPerSecond(29.7), framesPerSecond(4.25), framesPerSecond(null)]).toEqual([
      '30 fps',
      '4.3 fps',
      '—',
    ]);
    expect([plural(1, 'photo'), plural(2400, 'photo')]).toEqual(['1 photo', '2,400 photos']);
    expect([ageRange({ low: 31, high: 38 }), ageRange({ low: 4, high: 4 })]).toEqual(['31–38', '4']);
  });
});

/** What each failure may carry; the words must not break on any of it. */
const anything = {
  kind: 'camera',
  name: 'x.mp4',
  url: 'https://a/b/model.json?v=1',
  status: 404,
  detail: 'd',
  expected: 'e',
  found: 'f',
  error: 1,
};

describe('failures', () => {
  const troubles = (Object.keys(TROUBLE_WORDS) as Trouble['code'][]).map(
    (code) => ({ ...anything, code }) as unknown as Trouble,
  );

  it('each says what happened, what it means and what to do, in whole sentences', () => {
    for (const trouble of troubles) {
      const { title, body, next } = troubleWords(trouble);
      expect(title, trouble.code).toMatch(/^[A-Z][^.]*$/);
      expect(body, trouble.code).toMatch(/^[A-Z“a-z].*[.]$/);
      expect(next, trouble.code).toMatch(/^[A-Z].*[.]$/);
      expect(title.length, trouble.code).toBeLessThan(50);
    }
  });

  it('have different titles, so that a person can tell which it was', () => {
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

  it('give their details for a report', () => {
    expect(troubleDetail({ code: 'clip-broken', name: 'x.mp4' })).toBe('clip-broken\nname: x.mp4');
  });

  it('notices are sentences too', () => {
    for (const code of Object.keys(NOTICE_WORDS)) {
      const content = { code, backend: 'webgl', names: ['max=900'], name: 'x', error: 1 };
      expect(noticeWords(content as unknown as Parameters<typeof noticeWords>[0]).text, code).toMatch(/[.]$/);
    }
  });
});

describe('what is said aloud', () => {
  const show = { age: true, gender: true, emotion: true, smile: true };
  const said = { years: 34, low: 31, high: 38, gender: 'man', emotion: 'happiness', smiling: true };
  const person = (id: number, shown: object | null) =>
    ({ id, settled: shown !== null, shown }) as unknown as Face;

  it('is one sentence for each person', () => {
    expect(spokenSummary([person(1, said), person(2, null)], show)).toBe(
      '2 people. Person 1: about 34, man, happy, smiling. Person 2: still looking.',
    );
  });

  it('stays short in a crowd, and says when nobody is there', () => {
    const crowd = [1, 2, 3, 4, 5, 6].map((id) => person(id, said));
    expect(spokenSummary(crowd, show)).toMatch(/^6 people\..* And 2 more\.$/);
    expect(spokenSummary([], show)).toBe('Nobody in the picture.');
  });

  it('keeps to what is set to be shown', () => {
    const none = { age: false, gender: false, emotion: false, smile: false };
    expect(spokenSummary([person(1, said)], { ...none, age: true })).toBe('1 person. Person 1: about 34.');
  });
});

describe('titles', () => {
  const photos = {
    rows: new Array(120).fill(null),
    run: 'running',
    finished: 37,
    leftMs: null,
    open: null,
  } as const;

  it('tell the state', () => {
    const source = {
      kind: 'camera',
      label: '',
      size: { width: 1, height: 1 },
      mirrored: false,
      playback: null,
    } as const;
    expect(pageTitle({ phase: { at: 'live', source }, photos }, 2)).toBe('2 people · Mien');
    expect(pageTitle({ phase: { at: 'photos' }, photos }, 0)).toBe('37 of 120 read · Mien');
    expect(
      pageTitle({ phase: { at: 'trouble', trouble: { code: 'no-camera' }, kind: 'camera' }, photos }, 0),
    ).toBe('No camera found · Mien');
  });

  it('photos: paused, done', () => {
    expect(photoProgress({ ...photos, run: 'paused' })).toBe('37 of 120 read, paused');
    expect(photoProgress({ ...photos, finished: 120, run: 'idle' })).toBe('120 photos');
    expect(photoProgress({ ...photos, leftMs: 130_000 })).toBe('37 of 120 read, about 2 min left');
  });
});
