import { expect, test } from 'vitest';
import { archiveNames, baseName } from './file-names.ts';

test('folders stay and the extension changes', () => {
  expect(archiveNames(['wedding/day.1/IMG_1.HEIC', 'portrait.jpg'], 'png')).toEqual([
    'wedding/day.1/IMG_1.png',
    'portrait.png',
  ]);
});

test('no path leaves the folder into which the archive is unpacked', () => {
  expect(archiveNames(['../../etc/passwd', '/root/x.png', './a.png', '..', 'a\\..\\b.png'], 'png')).toEqual([
    'etc/passwd.png',
    'root/x.png',
    'a.png',
    '_.png',
    'a_.._b.png',
  ]);
});

test('no two files have the same name, also where case or accents do not count', () => {
  const names = archiveNames(['a.png', 'a.jpg', 'A.JPG', 'a (2).webp', 'é.png', 'e\u0301.png'], 'jpg');
  expect(names).toEqual(['a.jpg', 'a (2).jpg', 'A (3).jpg', 'a (2) (2).jpg', 'é.jpg', 'e\u0301 (2).jpg']);
});

test('what a system refuses in a name is replaced', () => {
  expect(baseName('x/what? <1>:"*|.jpg')).toBe('what_ _1_____');
  expect(baseName('con.jpg')).toBe('_con');
  expect(baseName('COM1.tar.gz')).toBe('_COM1.tar');
  expect(baseName('name. . .png')).toBe('name');
  expect(baseName('gnp\u202e.exe')).toBe('gnp_');
  expect(baseName('\u0000')).toBe('_');
  expect(baseName('.hidden')).toBe('.hidden');
});

test('a name has at most 200 bytes and whole characters', () => {
  expect(baseName(`${'日'.repeat(100)}.png`)).toBe('日'.repeat(66));
  expect(baseName(`${'😀'.repeat(100)}.png`)).toBe('😀'.repeat(50));
});
