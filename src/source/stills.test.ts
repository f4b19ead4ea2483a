import { expect, test } from 'vitest';
import { sortFiles } from './stills.ts';

const file = (name: string, type = '') => new File([], name, { type });

test('files are sorted by type, and by name where there is none', () => {
  const photos = [file('a', 'image/jpeg'), file('b.HEIC'), file('c.webp')];
  const videos = [file('d', 'video/mp4'), file('e.mov')];
  const others = [file('f.txt', 'text/plain'), file('g'), file('h.jpg', 'text/html')];
  expect(sortFiles([...others, ...videos, ...photos])).toEqual({ photos, videos, others });
});
