import { describe, expect, test } from 'vitest';
import type { Result } from '#core/types.ts';
import type { EngineFailure } from '#engine/protocol.ts';
import type { Frame } from '#source/source.ts';
import type { Answer } from './engine-host.ts';
import { face, fakeFrame, fakeSource, resultOf } from './fakes.test-support.ts';
import { startPump } from './pump.ts';

/** A clock that the test advances, with at most one timer. */
function fakeClock() {
  let timer: { readonly due: number; then(): void } | null = null;
  const clock = {
    now: 0,
    after(ms: number, then: () => void) {
      const mine = { due: clock.now + ms, then };
      timer = mine;
      return () => {
        if (timer === mine) timer = null;
      };
    },
    /** Advances by `ms` and waits until the timer that became due has run. */
    async pass(ms: number) {
      clock.now += ms;
      const due = timer !== null && timer.due <= clock.now ? timer : null;
      if (due) timer = null;
      due?.then();
      await new Promise((done) => setTimeout(done));
    },
    get waits() {
      return timer !== null;
    },
  };
  return clock;
}

function setUp(source = fakeSource()) {
  const wanted = { now: true };
  const held = { back: false };
  const clock = fakeClock();
  const read: { frame: Frame; answer(answer: Answer): Promise<void> }[] = [];
  const results: Result[] = [];
  const images = { wanted: false, given: [] as (Frame['image'] | null)[] };
  const troubles: EngineFailure[] = [];
  const pump = startPump(source, {
    read: (frame) =>
      new Promise((resolve) => {
        read.push({
          frame,
          async answer(answer) {
            resolve(answer);
            await new Promise((settled) => setTimeout(settled));
          },
        });
      }),
    arrived: () => wanted.now,
    mayReadAgain: () => wanted.now,
    isHeldBack: () => held.back,
    wantsImages: () => images.wanted,
    now: () => clock.now,
    after: clock.after,
    onResult(result, _arrivedAt, image) {
      results.push(result);
      images.given.push(image);
    },
    onTrouble: (failure) => troubles.push(failure),
  });
  return { source, clock, read, results, images, troubles, pump, wanted, held };
}

const ok = (at: number): Answer => ({ ok: true, result: resultOf(at) });
const bad: Answer = { ok: false, failure: { code: 'frame-failed', detail: 'x' } };

test('an unwanted frame is closed and not read, and the next one is read', () => {
  const { source, read, wanted } = setUp();
  wanted.now = false;
  const black = fakeFrame(0);
  source.give(black);
  expect(black.image.closed).toBe(true);
  wanted.now = true;
  source.give(fakeFrame(33));
  expect(read.map(({ frame }) => frame.at)).toEqual([33]);
});

test('with one frame in flight, the newest of the others waits and the rest are closed', async () => {
  const { source, read, results } = setUp();
  const frames = [0, 33, 66, 99].map(fakeFrame);
  for (const frame of frames) source.give(frame);
  expect(read.map(({ frame }) => frame.at)).toEqual([0]);
  expect(frames.map((frame) => frame.image.closed)).toEqual([false, true, true, false]);
  await read[0]?.answer(ok(0));
  expect(read.map(({ frame }) => frame.at)).toEqual([0, 99]);
  await read[1]?.answer(ok(99));
  expect(results.map((result) => result.at)).toEqual([0, 99]);
});

test('two failures are ignored, three in a row are reported', async () => {
  const { source, read, troubles } = setUp();
  const answers = [bad, bad, ok(2), bad, bad, bad];
  for (const [index, answer] of answers.entries()) {
    source.give(fakeFrame(index));
    await read[index]?.answer(answer);
    expect(troubles).toHaveLength(index === answers.length - 1 ? 1 : 0);
  }
});

test('frames that the engine did not read are not failures', async () => {
  const { source, read, troubles } = setUp();
  for (let index = 0; index < 10; index++) {
    source.give(fakeFrame(index));
    await read[index]?.answer({ ok: false, failure: null });
  }
  expect(troubles).toEqual([]);
});

test('after a stop the waiting frame is closed and a late answer is dropped', async () => {
  const { source, read, results, pump } = setUp();
  const waiting = fakeFrame(33);
  source.give(fakeFrame(0));
  source.give(waiting);
  pump.stop();
  expect(waiting.image.closed).toBe(true);
  await read[0]?.answer(ok(0));
  expect(results).toEqual([]);
  expect(read).toHaveLength(1);
});

test('a settled picture that is held back is read on until it is not', async () => {
  const source = { ...fakeSource(), currentFrame: async () => fakeFrame(0) };
  const { clock, read, held } = setUp(source);
  const answer = async () => {
    await read.at(-1)?.answer({ ok: true, result: resultOf(0, { ...face(1), settled: true }) });
  };
  held.back = true;
  source.give(fakeFrame(0));
  await answer();
  for (let i = 0; i < 10; i++) {
    await clock.pass(300);
    await answer();
  }
  const times = read.length;
  expect(times).toBeGreaterThan(8);
  held.back = false;
  await clock.pass(300);
  await answer();
  await clock.pass(3000);
  expect(read.length).toBeLessThanOrEqual(times + 1);
});

describe('an unchanged picture', () => {
  const still = (at: () => number) => ({ ...fakeSource(), currentFrame: async () => fakeFrame(at()) });
  const settled = (at: number): Answer => ({ ok: true, result: resultOf(at, { ...face(1), settled: true }) });
  const looking = (at: number): Answer => ({
    ok: true,
    result: resultOf(at, { ...face(1), settled: false }),
  });

  test("of a paused clip is read until it is settled; its time is fixed while the engine's advances", async () => {
    const source = still(() => 5000);
    const { read, results, clock } = setUp(source);
    source.give(fakeFrame(5000));
    await read[0]?.answer(looking(5000));
    await clock.pass(249);
    expect(read).toHaveLength(1);
    await clock.pass(1);
    await read[1]?.answer(looking(read[1]?.frame.at));
    await clock.pass(120);
    await read[2]?.answer(settled(read[2]?.frame.at));
    expect(read.map(({ frame }) => frame.at)).toEqual([5000, 5250, 5370]);
    expect(results.map(({ at }) => at)).toEqual([5000, 5000, 5000]);
    expect(clock.waits).toBe(false);
    // When the clip plays again, the engine's time must not go back.
    source.give(fakeFrame(5040));
    expect(read[3]?.frame.at).toBeGreaterThan(5370);
  });

  test('is read again after a seek, even if the browser lost the new frame', async () => {
    let position = 5000;
    const source = still(() => position);
    const { read, clock, pump } = setUp(source);
    source.give(fakeFrame(5000));
    for (let i = 0; i < 3; i++) {
      await read[i]?.answer(settled(5000));
      await clock.pass(250);
    }
    expect(clock.waits).toBe(false);
    position = 7000;
    pump.pictureChanged();
    await clock.pass(250);
    expect(read.at(-1)?.frame.at).toBeGreaterThanOrEqual(7000);
  });

  test('is read even if no frame ever came: the only one may have come before the pump listened', async () => {
    const { read, clock } = setUp(still(() => clock.now));
    await clock.pass(250);
    expect(read.map(({ frame }) => frame.at)).toEqual([250]);
  });

  test('is not read again once a new frame comes', async () => {
    const source = still(() => 0);
    const { read, clock } = setUp(source);
    source.give(fakeFrame(0));
    await read[0]?.answer(looking(0));
    await clock.pass(200);
    source.give(fakeFrame(200));
    await read[1]?.answer(looking(200));
    await clock.pass(200);
    expect(read).toHaveLength(2);
  });

  test('is not read again at once if the engine refuses because it is restarting', async () => {
    const source = still(() => 0);
    const { read, clock } = setUp(source);
    source.give(fakeFrame(0));
    await read[0]?.answer({ ok: false, failure: null });
    await clock.pass(249);
    expect(read).toHaveLength(1);
    await clock.pass(1);
    expect(read).toHaveLength(2);
  });
});

test('a picture is copied only if it is wanted, and the copy is closed when there is no result', async () => {
  const { source, read, images } = setUp();
  const pass = () => new Promise((done) => setTimeout(done));
  source.give(fakeFrame(0));
  await read[0]!.answer(ok(0));
  expect(images.given).toEqual([null]);
  images.wanted = true;
  source.give(fakeFrame(33));
  await pass();
  await read[1]!.answer(ok(33));
  expect(images.given[1]).not.toBeNull();
  const lost = fakeFrame(66);
  const copy = fakeFrame(66);
  Object.assign(lost.image, { clone: () => copy.image });
  source.give(lost);
  await pass();
  await read[2]!.answer(bad);
  expect(copy.image.closed).toBe(true);
  expect(images.given).toHaveLength(2);
});

test('a pump that is stopped while it copies a picture closes both and reads neither', async () => {
  const { source, read, images, pump } = setUp();
  images.wanted = true;
  const frame = fakeFrame(0);
  const copy = fakeFrame(0);
  Object.assign(frame.image, { clone: () => copy.image });
  source.give(frame);
  pump.stop();
  await new Promise((done) => setTimeout(done));
  expect(read).toHaveLength(0);
  expect([frame.image.closed, copy.image.closed]).toEqual([true, true]);
});

test('while it is held nothing is read, once the frame in flight is answered', async () => {
  const { source, read, pump, clock } = setUp();
  source.give(fakeFrame(0));
  const waiting = fakeFrame(33);
  source.give(waiting);
  let idle = false;
  void pump.hold().then(() => {
    idle = true;
  });
  expect(waiting.image.closed).toBe(true);
  await Promise.resolve();
  expect(idle).toBe(false);
  await read[0]?.answer(ok(0));
  expect(idle).toBe(true);
  const during = fakeFrame(66);
  source.give(during);
  expect(during.image.closed).toBe(true);
  await clock.pass(5000);
  expect(read).toHaveLength(1);
  pump.release();
  source.give(fakeFrame(99));
  expect(read).toHaveLength(2);
  expect(read[1]?.frame.at).toBe(99);
});
