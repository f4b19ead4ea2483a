import { describe, expect, test } from 'vitest';
import type { Result } from '#core/types.ts';
import { chosenFile } from '#source/files.ts';
import type { DecodedPhoto } from '#source/stills.ts';
import { NO_PHOTOS, reducePhotos } from '#store/reduce-photos.ts';
import type { PhotosState } from '#store/state.ts';
import type { Answer } from './engine-host.ts';
import { face, resultOf } from './fakes.test-support.ts';
import { createPhotoRunner } from './photo-runner.ts';

/** A photo; the name decides whether the fake decoder and engine succeed. */
const file = (name: string) => chosenFile(new File(['x'], name));

function setUp(answers: (name: string) => Answer = () => ({ ok: true, result: resultOf(0, face(1)) })) {
  let photos: PhotosState = NO_PHOTOS;
  const open = new Set<string>();
  const read: string[] = [];
  const announced: Result[] = [];
  /** Resolvers of pending answers, which the test calls one by one. */
  const waiting: (() => void)[] = [];
  let held = false;
  let clock = 0;
  let cancelled = 0;
  let report: (share: number) => void = () => {};
  const runner = createPhotoRunner({
    async decode({ name }): Promise<DecodedPhoto> {
      if (name.startsWith('broken')) return { ok: false, failure: { code: 'photo-damaged' } };
      open.add(name);
      const image = { name, width: 1280, height: 960, close: () => open.delete(name) };
      return { ok: true, image: image as unknown as ImageBitmap };
    },
    dispatch(event) {
      photos = reducePhotos(photos, event as Parameters<typeof reducePhotos>[1]);
    },
    async read({ image }, onSearched) {
      const { name } = image as unknown as { name: string };
      report = onSearched;
      read.push(name);
      if (held) await new Promise<void>((resolve) => waiting.push(resolve));
      image.close();
      return answers(name);
    },
    cancelReading: () => {
      cancelled += 1;
    },
    now: () => clock,
    onResult: (result) => void announced.push(result),
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    runner,
    read,
    announced,
    open,
    settle,
    photos: () => photos,
    cancelled: () => cancelled,
    /** The engine has searched this share of the photo, this long after the start of the test. */
    searched(share: number, ms: number) {
      clock = ms;
      report(share);
    },
    hold: () => {
      held = true;
    },
    async letGo(count: number) {
      for (let i = 0; i < count; i++) {
        waiting.shift()?.();
        await settle();
      }
    },
  };
}

const states = (photos: PhotosState) => photos.rows.map((row) => row.status.state);

describe('a run', () => {
  test('announces the same faces as the table, in the pixels of the photo', async () => {
    const { runner, announced, settle, photos } = setUp();
    runner.add([file('a'), file('broken')]);
    await settle();
    const box = { x: 200, y: 100, width: 100, height: 100 };
    expect(announced).toMatchObject([{ size: { width: 1280, height: 960 }, faces: [{ id: 1, box }] }]);
    expect(photos().rows[0]?.status).toMatchObject({ state: 'done', faces: announced[0]?.faces });
  });

  test('reads every photo in order; a broken one becomes a failed row', async () => {
    const { runner, read, settle, photos, open } = setUp();
    runner.add([file('a'), file('broken'), file('c')]);
    await settle();
    expect(read).toEqual(['a', 'c']);
    expect(states(photos())).toEqual(['done', 'failed', 'done']);
    expect(photos()).toMatchObject({ run: 'idle', finished: 3, leftMs: null });
    expect(open.size).toBe(0);
  });

  test('returns boxes in pixels of the original photo', async () => {
    const { runner, settle, photos } = setUp();
    runner.add([file('a')]);
    await settle();
    const status = photos().rows[0]?.status;
    // The engine scaled 1,280 pixels down to 640. The box of the fake face is at 100, 50 and 50 pixels wide.
    expect(status).toMatchObject({ size: { width: 1280 }, faces: [{ box: { x: 200, y: 100, width: 100 } }] });
  });

  test('retries a photo that the engine did not read, and reports one that failed', async () => {
    let tries = 0;
    const { runner, read, settle, photos } = setUp((name) => {
      if (name === 'fails') return { ok: false, failure: { code: 'frame-failed', detail: 'why' } };
      tries += 1;
      return tries === 1 ? { ok: false, failure: null } : { ok: true, result: resultOf(0) };
    });
    runner.add([file('a'), file('fails')]);
    await settle();
    expect(read).toEqual(['a', 'a', 'fails']);
    expect(photos().rows[1]?.status).toEqual({
      state: 'failed',
      failure: { code: 'photo-failed', detail: 'why' },
    });
  });
});

describe('pause', () => {
  test('finishes the current photo, closes the next, and resumes with it', async () => {
    const { runner, read, settle, photos, open, hold, letGo } = setUp();
    hold();
    runner.add([file('a'), file('b'), file('c')]);
    await settle();
    runner.pause();
    await letGo(1);
    expect(states(photos())).toEqual(['done', 'waiting', 'waiting']);
    expect(photos().run).toBe('paused');
    expect(open.size).toBe(0);
    runner.resume();
    await settle();
    await letGo(2);
    expect(read).toEqual(['a', 'b', 'c']);
    expect(photos().run).toBe('idle');
  });

  test('without waiting photos does not delay later ones', async () => {
    const { runner, settle, photos } = setUp();
    runner.pause();
    runner.add([file('a')]);
    await settle();
    expect(states(photos())).toEqual(['done']);
  });
});

test('photos with the same name get different names in the table', async () => {
  const { runner, settle, photos } = setUp();
  runner.add([file('image.png'), file('image.png (2)')]);
  runner.add([file('image.png'), { ...file('image.png'), name: 'monday/image.png' }]);
  await settle();
  expect(photos().rows.map(({ name }) => name)).toEqual([
    'image.png',
    'image.png (2)',
    'image.png (2) (2)',
    'monday/image.png',
  ]);
});

test('progress within a photo is shown once it has taken a second, and ends with the photo', async () => {
  const { runner, settle, photos, hold, letGo, searched } = setUp();
  hold();
  runner.add([file('a'), file('b')]);
  await settle();
  searched(0.1, 900);
  expect(photos().searched).toBe(0);
  searched(0.4, 1000);
  expect(photos().searched).toBe(0.4);
  await letGo(1);
  expect(photos()).toMatchObject({ finished: 1, searched: 0 });
});

describe('ending a run', () => {
  test('cancel ends the search in progress at once', async () => {
    const { runner, settle, photos, hold, letGo, searched, cancelled } = setUp();
    hold();
    runner.add([file('a'), file('b')]);
    await settle();
    searched(0.4, 1000);
    runner.cancel();
    expect(cancelled()).toBe(1);
    searched(0.5, 1100);
    expect(photos()).toMatchObject({ rows: [], run: 'idle', searched: 0 });
    await letGo(1);
    runner.clear();
    expect(cancelled()).toBe(1);
  });

  test('a photo that is cancelled while it is decoded is not read', async () => {
    const { runner, settle, read, open } = setUp();
    runner.add([file('a')]);
    runner.cancel();
    await settle();
    expect(read).toEqual([]);
    expect(open.size).toBe(0);
  });

  test('cancel keeps finished photos, and a late answer changes nothing', async () => {
    const { runner, settle, photos, hold, letGo } = setUp();
    hold();
    runner.add([file('a'), file('b'), file('c')]);
    await settle();
    await letGo(1);
    runner.cancel();
    await letGo(1);
    expect(states(photos())).toEqual(['done']);
    expect(photos().run).toBe('idle');
    expect(runner.file(2)).toBeNull();
  });

  test('clear removes all photos; new photos get new ids', async () => {
    const { runner, settle, photos } = setUp();
    runner.add([file('a')]);
    await settle();
    runner.clear();
    runner.add([file('b')]);
    await settle();
    expect(photos().rows.map((row) => [row.id, row.name])).toEqual([[2, 'b']]);
    expect(runner.file(1)).toBeNull();
  });
});
