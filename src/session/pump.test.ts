import { expect, test } from 'vitest';
import type { Result } from '#core/types.ts';
import type { EngineFailure } from '#engine/protocol.ts';
import type { Frame } from '#source/source.ts';
import type { Answer } from './engine-host.ts';
import { fakeFrame, fakeSource, resultOf } from './fakes.test-support.ts';
import { startPump } from './pump.ts';

function setUp() {
  const wanted = { now: true };
  const source = fakeSource();
  const read: { frame: Frame; answer(answer: Answer): Promise<void> }[] = [];
  const results: Result[] = [];
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
    wants: () => wanted.now,
    now: () => 0,
    onResult: (result) => results.push(result),
    onTrouble: (failure) => troubles.push(failure),
  });
  return { source, read, results, troubles, pump, wanted };
}

const ok = (at: number): Answer => ({ ok: true, result: resultOf(at) });
const bad: Answer = { ok: false, failure: { code: 'frame-failed', detail: 'x' } };

test('a frame that is not wanted is closed and not read, and the next one is taken', () => {
  const { source, read, wanted } = setUp();
  wanted.now = false;
  const black = fakeFrame(0);
  source.give(black);
  expect(black.image.closed).toBe(true);
  wanted.now = true;
  source.give(fakeFrame(33));
  expect(read.map(({ frame }) => frame.at)).toEqual([33]);
});

test('one frame in flight; of those that come meanwhile the newest waits, the others are closed', async () => {
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

test('two failures are forgiven, three in a row are trouble', async () => {
  const { source, read, troubles } = setUp();
  const answers = [bad, bad, ok(2), bad, bad, bad];
  for (const [index, answer] of answers.entries()) {
    source.give(fakeFrame(index));
    await read[index]?.answer(answer);
    expect(troubles).toHaveLength(index === answers.length - 1 ? 1 : 0);
  }
});

test('frames that were not looked at are no failures', async () => {
  const { source, read, troubles } = setUp();
  for (let index = 0; index < 10; index++) {
    source.give(fakeFrame(index));
    await read[index]?.answer({ ok: false, failure: null });
  }
  expect(troubles).toEqual([]);
});

test('stopped: the waiting frame is closed, a late answer is dropped', async () => {
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
