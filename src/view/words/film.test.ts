import { expect, test } from 'vitest';
import { COVER_STYLES } from '#core/cover.ts';
import { doneWords, FILM, failedWords, filmFigures, filmNews, renderingFigures } from './film.ts';

test('faces can be shown, or covered in every style', () => {
  expect(Object.keys(FILM.faceChoices)).toEqual(['shown', ...COVER_STYLES]);
});

test('a film shows its length and size, and says why it ended', () => {
  const film = { state: 'filming', ended: null, ms: 61_000, bytes: 12_340_000 } as const;
  expect(filmFigures(film)).toBe('1:01 · 12.3 MB');
  expect(filmFigures({ ...film, state: 'paused' })).toBe('1:01 · 12.3 MB · paused');
  expect(filmNews(film)).toBeNull();
  expect(filmNews({ ...film, state: 'ended', ended: 'limit' })).toContain('Save it');
});

test('a rendering shows its share, its pace and the time left', () => {
  expect(renderingFigures({ state: 'running', share: 0.439, fps: 12.3, leftMs: 180_000 })).toBe(
    '43% · 12 fps · about 3 min left',
  );
  expect(renderingFigures({ state: 'running', share: 0, fps: null, leftMs: null })).toBe(
    'Opening the video…',
  );
});

test('the outcome of a rendering is one or two sentences', () => {
  expect(doneWords({ state: 'done', frames: 1, video: 5e6, sound: 'none' })).toBe('1 frame was read.');
  expect(doneWords({ state: 'done', frames: 312, video: null, sound: 'none' })).toContain('only the table');
  expect(doneWords({ state: 'done', frames: 312, video: 5e6, sound: 'left-out' })).toContain('silent');
  expect(failedWords({ state: 'failed', why: 'damaged', seconds: 12.3 })).toBe(
    'The video is damaged after 0:12, so it cannot be read whole.',
  );
});
