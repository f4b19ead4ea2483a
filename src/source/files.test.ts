import { expect, test } from 'vitest';
import { chosenFile, type NamedFile, sortFiles } from './files.ts';

const file = (name: string, type = '', content = '') => chosenFile(new File([content], name, { type }));
const inFolder = (name: string, type = ''): NamedFile => ({
  file: new File([], name.split('/').at(-1) ?? name, { type }),
  name,
});

test('files are sorted by type, then by extension, and otherwise by content', async () => {
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
    file('IMG_0001', '', 'GIF89a'),
    file('.hidden.jpg', 'image/jpeg'),
  ];
  const videos = [
    file('d', 'video/mp4'),
    file('e.mov'),
    file('f.avi'),
    file('g.mkv', 'application/x-matroska'),
    file('clip', 'application/octet-stream', '\0\0\0\x18ftypisom\0\0\0\0'),
  ];
  const others = [
    file('f.txt', 'text/plain'),
    file('g'),
    file('h.jpg', 'text/html'),
    file('i.heic.zip', 'application/zip'),
    file('notes', '', 'Good day to you.'),
  ];
  const sorted = await sortFiles([...others, ...videos, ...photos]);
  expect(sorted).toEqual({ photos, videos, others, system: [] });
});

test('system files among photos are recognised', async () => {
  const system = [
    inFolder('holiday/Thumbs.db'),
    inFolder('holiday/desktop.ini'),
    inFolder('holiday/.DS_Store'),
    inFolder('holiday/._face.jpg', 'image/jpeg'),
    inFolder('holiday/Icon\r'),
    inFolder('holiday/.thumbnails/face.jpg', 'image/jpeg'),
    inFolder('holiday/@eaDir/face.jpg', 'image/jpeg'),
    inFolder('__MACOSX/holiday/face.jpg', 'image/jpeg'),
    file('Thumbs.db'),
  ];
  const face = inFolder('holiday/face.jpg', 'image/jpeg');
  expect(await sortFiles([...system, face])).toEqual({ photos: [face], videos: [], others: [], system });
});
