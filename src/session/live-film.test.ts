import { expect, test } from 'vitest';
import type { Film } from '#store/state.ts';
import { fakeFrame, fakeTimers, resultOf } from './fakes.test-support.ts';
import { startLiveFilm } from './live-film.ts';
import type { Moment } from './moments.ts';
import type { Reel } from './reel.ts';

const FILE = new Blob(['film']);

/** Lets everything that waits for a resolved promise go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

function fakeReel(): Reel & {
  readonly seconds: number[];
  readonly calls: string[];
  bytesWritten: number;
  broken: boolean;
} {
  const reel = {
    hasSound: false,
    seconds: [] as number[],
    calls: [] as string[],
    bytesWritten: 0,
    broken: false,
    bytes: () => reel.bytesWritten,
    async add(_picture: unknown, seconds: number) {
      reel.seconds.push(seconds);
      if (reel.broken) throw new Error('encoder');
    },
    async repeat(seconds: number) {
      reel.calls.push(`repeat ${seconds}`);
    },
    pause: () => void reel.calls.push('pause'),
    resume: () => void reel.calls.push('resume'),
    async finish() {
      reel.calls.push('finish');
      return FILE;
    },
    async cancel() {
      reel.calls.push('cancel');
    },
  };
  return reel;
}

function setUp({ goesOn = false, reel = fakeReel() as ReturnType<typeof fakeReel> | null } = {}) {
  const seen: Film[] = [];
  const timers = fakeTimers();
  let now = 0;
  let take: ((moment: Moment) => void) | null = null;
  const film = startLiveFilm({
    limit: { ms: 10_000, bytes: 1000 },
    timers,
    follow(next) {
      take = next;
      return () => {
        take = null;
      };
    },
    now: () => now,
    goesOn: () => goesOn,
    open: async () => reel,
    report: (next) => void seen.push(next),
  });
  const image = { ...fakeFrame(0).image, width: 640, height: 480 } as unknown as Moment['image'];
  /** Shows a picture at a time of the page's and of the source's clock. */
  const show = async (ms: number, at = ms) => {
    now = ms;
    take?.({ image, result: resultOf(at) });
    await settle();
  };
  return {
    film,
    reel,
    timers,
    show,
    seen,
    last: () => seen.at(-1),
    follows: () => take !== null,
    pass: (ms: number) => {
      now += ms;
      timers.tick(1);
    },
  };
}

test('a film begins with the first picture after its encoder is there, at time zero', async () => {
  const { film, reel, show, last } = setUp();
  expect(last()).toMatchObject({ state: 'starting', ms: 0 });
  for (const ms of [5000, 5040, 5080, 5500]) await show(ms);
  expect(reel?.seconds).toEqual([0, 0.04, 0.46]);
  expect(last()).toMatchObject({ state: 'filming', ms: 460 });
  expect(await film.end(null)).toBe(FILE);
  expect(last()).toMatchObject({ state: 'ended', ended: null });
});

test('a pause is cut out of the film', async () => {
  const { film, reel, show, last } = setUp();
  for (const ms of [0, 40, 80]) await show(ms);
  film.pause();
  await show(120);
  expect(last()).toMatchObject({ state: 'paused' });
  film.resume();
  for (const ms of [9000, 9040]) await show(ms);
  expect(reel?.seconds.map((seconds) => Math.round(seconds * 1000))).toEqual([0, 40, 73, 113]);
  expect(reel?.calls).toEqual(['pause', 'resume']);
});

test('a film that is too long or too large ends by itself and is kept', async () => {
  const long = setUp();
  for (const ms of [0, 40, 4000, 8000, 12_000]) await long.show(ms);
  expect(long.last()).toMatchObject({ state: 'ended', ended: 'limit' });
  expect(long.follows()).toBe(false);
  expect(await long.film.end('source')).toBe(FILE);

  const large = setUp();
  for (const ms of [0, 40, 80]) await large.show(ms);
  if (large.reel) large.reel.bytesWritten = 1001;
  await large.show(120);
  expect(large.last()).toMatchObject({ state: 'ended', ended: 'limit', bytes: 1001 });
});

test('a film of a source that ends is kept, and one without a picture is not', async () => {
  const { film, show, last } = setUp();
  for (const ms of [0, 40, 80]) await show(ms);
  expect(await film.end('source')).toBe(FILE);
  expect(last()).toMatchObject({ state: 'ended', ended: 'source' });

  const empty = setUp();
  expect(await empty.film.end('source')).toBeNull();
  expect(empty.last()).toMatchObject({ state: 'ended', ended: 'nothing' });
});

test('a browser that cannot write video, and an encoder that fails, are said', async () => {
  const none = setUp({ reel: null });
  await none.show(0);
  expect(none.last()).toMatchObject({ state: 'ended', ended: 'no-encoder' });

  const reel = fakeReel();
  reel.finish = async () => {
    throw new Error('encoder');
  };
  const broken = setUp({ reel });
  await broken.show(0);
  reel.broken = true;
  await broken.show(40);
  expect(broken.last()).toMatchObject({ state: 'ended', ended: 'encoder' });
});

test('a screen that does not change is filmed for as long as it is shown, a paused clip is not', async () => {
  const screen = setUp({ goesOn: true });
  for (const ms of [0, 40]) await screen.show(ms);
  screen.pass(1000);
  expect(screen.reel?.calls).toEqual(['repeat 1']);
  expect(screen.last()).toMatchObject({ ms: 1000 });

  const clip = setUp({ goesOn: false });
  for (const ms of [0, 40]) await clip.show(ms);
  clip.pass(1000);
  expect(clip.reel?.calls).toEqual([]);
});

test('a film that is dropped says nothing any more', async () => {
  const { film, reel, show, seen, follows } = setUp();
  for (const ms of [0, 40]) await show(ms);
  const before = seen.length;
  film.drop();
  await show(80);
  expect(reel?.calls).toEqual(['cancel']);
  expect(seen).toHaveLength(before);
  expect(follows()).toBe(false);
});

test('a film that is dropped while it is finished says nothing any more', async () => {
  const { film, show, last } = setUp();
  for (const ms of [0, 40]) await show(ms);
  void film.end('source');
  film.drop();
  await settle();
  expect(last()).toMatchObject({ state: 'ending' });
});
