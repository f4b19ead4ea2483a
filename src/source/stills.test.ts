import { expect, test } from 'vitest';
import { sortFiles } from './stills.ts';

const file = (name: string, type = '') => new File([], name, { type });

test('files are sorted by type, and by name where the system knows none', () => {
  const photos = [
    file('a', 'image/jpeg'),
    file('b.HEIC'),
    file('c.webp'),
    file('d.heif', 'application/octet-stream'),
    file('e.TIFF'),
    file('f.cr2'),
    file('g.dng', 'image/x-adobe-dng'),
    file('h.psd', 'application/x-photoshop'),
    file('i.svg', 'image/svg+xml'),
  ];
  const videos = [file('d', 'video/mp4'), file('e.mov')];
  const others = [
    file('f.txt', 'text/plain'),
    file('g'),
    file('h.jpg', 'text/html'),
    file('i.heic.zip', 'application/zip'),
  ];
  expect(sortFiles([...others, ...videos, ...photos])).toEqual({ photos, videos, others });
});
