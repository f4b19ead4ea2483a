import { expect, test } from 'vitest';
import { chosenFile } from '#source/files.ts';
import { planOpening } from './opening-plan.ts';

const TYPES: Readonly<Record<string, string>> = { jpg: 'image/jpeg', mp4: 'video/mp4', txt: 'text/plain' };
const plan = async (names: readonly string[], unreadable: readonly string[] = []) => {
  const files = names.map((name) =>
    chosenFile(new File([], name, { type: TYPES[name.split('.')[1] ?? ''] ?? '' })),
  );
  const { photos, video, notice } = await planOpening({ files, unreadable });
  return { photos: photos.map(({ name }) => name), video: photos.length ? null : video?.name, notice };
};
const left = (some: object) => ({
  code: 'left-out',
  left: { videos: [], others: [], unreadable: [], ...some },
});

test.each([
  [['a.jpg', 'b.jpg'], ['a.jpg', 'b.jpg'], null, null],
  [['a.mp4'], [], 'a.mp4', null],
  [['a.jpg', 'b.mp4', 'c.mp4'], ['a.jpg'], null, left({ videos: ['b.mp4', 'c.mp4'] })],
  [['a.mp4', 'b.mp4'], [], 'a.mp4', left({ videos: ['b.mp4'] })],
  [['n.txt', 'a.mp4'], [], 'a.mp4', left({ others: ['n.txt'] })],
  [['n.txt', 'a.jpg', 'Thumbs.db'], ['a.jpg'], null, left({ others: ['n.txt'] })],
])('%j', async (names, photos, video, notice) => {
  expect(await plan(names)).toEqual({ photos, video, notice });
});

test('files of which none can be read are reported in one notice', async () => {
  const others = { videos: [], unreadable: [] };
  const nothing = { photos: [], video: undefined };
  expect(await plan([])).toMatchObject({ notice: { code: 'nothing-pasted' } });
  expect(await plan(['Thumbs.db', 'desktop.ini'])).toMatchObject({ notice: { code: 'nothing-pasted' } });
  const notMedia = (names: readonly string[]) => ({ code: 'not-media', left: { ...others, others: names } });
  expect(await plan(['Thumbs.db'])).toMatchObject({ notice: notMedia(['Thumbs.db']) });
  expect(await plan(['a.txt', 'b.txt'])).toMatchObject({ ...nothing, notice: notMedia(['a.txt', 'b.txt']) });
  const closed = { code: 'not-media', left: { videos: [], others: [], unreadable: ['x'] } };
  expect(await plan([], ['x'])).toMatchObject({ notice: closed });
});
