import { describe, expect, it } from 'vitest';
import { photoProgress } from './photos.ts';
import { pageTitle } from './title.ts';

describe('titles', () => {
  const photos = {
    rows: new Array(120).fill(null),
    run: 'running',
    finished: 37,
    searched: 0,
    leftMs: null,
    open: null,
  } as const;

  it('describe the state', () => {
    const source = {
      kind: 'camera',
      label: '',
      size: { width: 1, height: 1 },
      mirrored: false,
      playback: null,
      silent: false,
      picture: 'unknown',
    } as const;
    expect(pageTitle({ phase: { state: 'live', source }, photos }, 2, 2)).toBe('2 people · Mien');
    expect(pageTitle({ phase: { state: 'live', source }, photos }, 8, 20)).toBe(
      '8 of at least 20 people · Mien',
    );
    expect(pageTitle({ phase: { state: 'photos' }, photos }, 0, 0)).toBe('37 of 120 read · Mien');
    expect(
      pageTitle(
        { phase: { state: 'trouble', trouble: { code: 'no-camera' }, kind: 'camera' }, photos },
        0,
        0,
      ),
    ).toBe('No camera found · Mien');
  });

  it('photos: paused, done', () => {
    expect(photoProgress({ ...photos, run: 'paused' })).toBe('37 of 120 read, paused');
    expect(photoProgress({ ...photos, finished: 120, run: 'idle' })).toBe('120 photos');
    expect(photoProgress({ ...photos, searched: 0.4 })).toBe('37 of 120 read, searching the next (40%)');
    expect(photoProgress({ ...photos, leftMs: 130_000 })).toBe('37 of 120 read, about 2 min left');
  });
});
