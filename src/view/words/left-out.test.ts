import { expect, test } from 'vitest';
import { leftOut, notMedia } from './left-out.ts';

const NONE = { videos: [], others: [], unreadable: [] };

test.each([
  [{ videos: ['a.mp4'] }, 'Left out: the video “a.mp4” (open it by itself).'],
  [
    { videos: ['a.mp4', 'b.mp4'], others: ['n.txt'] },
    'Left out: the videos “a.mp4” and “b.mp4” (open them one at a time); “n.txt” (neither a picture nor a video).',
  ],
  [
    { others: ['1', '2', '3', '4', '5'] },
    'Left out: “1”, “2”, “3” and 2 more (neither pictures nor videos).',
  ],
  [{ unreadable: ['locked'] }, 'Left out: “locked” (cannot be opened).'],
])('%j', (some, text) => {
  expect(leftOut({ ...NONE, ...some })).toBe(text);
});

test('files of which none can be read', () => {
  expect(notMedia({ ...NONE, others: ['a.pdf'] })).toBe('“a.pdf” is neither a picture nor a video.');
  expect(notMedia({ ...NONE, others: ['a.pdf', 'b'], unreadable: ['c'] })).toBe(
    '“a.pdf” and “b” are neither pictures nor videos; “c” cannot be opened.',
  );
});
