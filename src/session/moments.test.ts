import { expect, test } from 'vitest';
import { fakeFrame, resultOf } from './fakes.test-support.ts';
import { createMoments, type Moment } from './moments.ts';

function setUp(current: Moment | null = null) {
  let due = () => {};
  let whole = false;
  const moments = createMoments({
    after(_ms, then) {
      due = then;
      return () => {
        due = () => {};
      };
    },
    current: async () => current,
    setWhole(next) {
      whole = next;
    },
    isWhole: () => whole,
  });
  return { moments, pass: () => due(), whole: () => whole };
}

test('every follower sees a picture before it is closed, until it ends', () => {
  const { moments } = setUp();
  const seen: boolean[] = [];
  const frame = fakeFrame(0);
  const end = moments.follow(() => seen.push(frame.image.closed));
  moments.follow(() => seen.push(frame.image.closed));
  moments.deliver(resultOf(0), frame.image);
  expect(seen).toEqual([false, false]);
  expect(frame.image.closed).toBe(true);
  end();
  moments.deliver(resultOf(33), fakeFrame(33).image);
  expect(seen).toHaveLength(3);
});

test('taking a moment gives an open copy of the next picture, and follows no longer', async () => {
  const { moments } = setUp();
  const taken = moments.take();
  expect(moments.wanted()).toBe(true);
  const frame = fakeFrame(33);
  moments.deliver(resultOf(33), frame.image);
  const moment = await taken;
  expect(moment?.result.at).toBe(33);
  expect(frame.image.closed).toBe(true);
  expect(moment?.image).toMatchObject({ closed: false });
  expect(moments.wanted()).toBe(false);
});

test('of a picture that does not change, the current one is taken; without a picture, none', async () => {
  const current = { image: fakeFrame(7).image, result: resultOf(7) };
  const still = setUp(current);
  const taken = still.moments.take();
  still.pass();
  expect(await taken).toBe(current);
  expect(still.moments.wanted()).toBe(false);
  const nothing = setUp();
  const none = nothing.moments.take();
  nothing.pass();
  expect(await none).toBeNull();
});

test('while a moment is taken the source gives whole pictures; smaller ones under way are passed over', async () => {
  let size = 1280;
  const whole: boolean[] = [];
  const moments = createMoments({
    after: () => () => {},
    current: async () => null,
    setWhole: (next) => void whole.push(next),
    isWhole: () => size === 3840,
  });
  const [first, second] = [moments.take(), moments.take()];
  moments.deliver(resultOf(0), fakeFrame(0).image);
  expect(moments.wanted()).toBe(true);
  size = 3840;
  moments.deliver(resultOf(33), fakeFrame(33).image);
  expect((await first)?.result.at).toBe(33);
  expect((await second)?.result.at).toBe(33);
  await Promise.resolve();
  expect(whole.at(-1)).toBe(false);
  expect(whole.filter((one) => !one)).toHaveLength(1);
});
