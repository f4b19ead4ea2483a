import { describe, expect, test } from 'vitest';
import type { EngineFailure } from '#engine/protocol.ts';
import type { SourceFailure } from '#source/source.ts';
import type { AppEvent } from '#store/events.ts';
import { DEFAULT_SETTINGS } from '#store/settings.ts';
import type { Settings } from '#store/state.ts';
import type { Answer, EngineHost } from './engine-host.ts';
import { face, fakeFrame, fakeSource, fakeTimers, resultOf } from './fakes.test-support.ts';
import { openLiveView } from './live-view.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

function setUp({
  stepped = false,
  follows = false,
  settings = DEFAULT_SETTINGS,
}: {
  readonly stepped?: boolean;
  readonly follows?: boolean;
  readonly settings?: Settings;
} = {}) {
  const source = fakeSource();
  const timers = fakeTimers();
  const events: AppEvent[] = [];
  const recorded: { at: number; source: string }[] = [];
  const moments: { at: number; image: unknown }[] = [];
  const ended: SourceFailure[] = [];
  const troubles: EngineFailure[] = [];
  const tooSlow: string[] = [];
  const sent: number[] = [];
  let forgotten = 0;
  let clock = 0;
  let grey = 100;
  let closed = false;
  let answer: (at: number) => Answer = (at) => ({ ok: true, result: resultOf(at, face(1)) });
  const host = {
    forget: () => (forgotten += 1),
    async read(frame) {
      sent.push(frame.at);
      frame.image.close();
      return answer(frame.at);
    },
  } as Pick<EngineHost, 'forget' | 'read'> as EngineHost;
  const view = openLiveView(
    { ...source, close: () => (closed = true) },
    {
      host,
      stepped,
      timers,
      recording: { take: (result, name) => void recorded.push({ at: result.at, source: name }) },
      moments: {
        wanted: () => follows,
        pass: ({ result, image }) => void moments.push({ at: result.at, image }),
        deliver: (result, image) => void moments.push({ at: result.at, image }),
      },
      copyToHold: () => fakeFrame(0).image,
      now: () => clock,
      after: () => () => {},
      settings: () => settings,
      copy: () => new Uint8ClampedArray(16).fill(grey),
      dispatch: (event) => void events.push(event),
      onResult: () => {},
      onSourceEnded: (failure) => void ended.push(failure),
      onTrouble: (failure) => void troubles.push(failure),
      onTooSlow: ({ label }) => void tooSlow.push(label),
    },
  );
  return {
    source,
    timers,
    view,
    recorded,
    moments,
    ended,
    troubles,
    tooSlow,
    sent,
    forgotten: () => forgotten,
    closed: () => closed,
    at: (ms: number) => {
      clock = ms;
    },
    shine: (level: number) => {
      grey = level;
    },
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    /** A frame that arrives at `from` and is answered at `to`, on the page's clock. */
    async frame(from: number, to: number) {
      clock = from;
      source.give(fakeFrame(from));
      clock = to;
      await settled();
      return results().at(-1)!;
    },
    events: <T extends AppEvent['type']>(type: T) =>
      events.filter((event): event is Extract<AppEvent, { type: T }> => event.type === type),
  };

  function results() {
    return events.flatMap((event) => (event.type === 'result' ? [event.result] : []));
  }
}

test('latency ends when the overlay has been drawn, not when the answer came', async () => {
  const { frame, view, at, events } = setUp();
  const result = await frame(0, 20);
  expect(events('stats')).toEqual([]);
  at(36);
  view.painted(result);
  expect(events('stats')).toMatchObject([{ stats: { latencyMs: 36, detectMs: 9 } }]);
});

test('an answer that was replaced before it was drawn counts until the drawing of the next', async () => {
  const { frame, view, at, events } = setUp();
  await frame(0, 10);
  const second = await frame(12, 20);
  at(32);
  view.painted(second);
  expect(events('stats')).toMatchObject([{ stats: { latencyMs: (32 + 20) / 2 } }]);
});

test('figures are reported twice a second, and no result is counted twice', async () => {
  const { frame, view, at, events } = setUp();
  for (let from = 0; from <= 1000; from += 100) {
    const result = await frame(from, from + 20);
    at(from + 30);
    view.painted(result);
    view.painted(result);
  }
  expect(events('stats')).toHaveLength(3);
  expect(events('stats').at(-1)?.stats.fps).toBeCloseTo(10);
});

test('what was answered in the background, where nothing is drawn, does not count', async () => {
  const { frame, view, at, events } = setUp();
  await frame(0, 20);
  const shown = await frame(60_000, 60_020);
  at(60_030);
  view.painted(shown);
  expect(events('stats')).toMatchObject([{ stats: { latencyMs: 30, fps: 0 } }]);
});

test('the result of another view is ignored', () => {
  const { view, events } = setUp();
  view.painted(resultOf(0, face(1)));
  expect(events('stats')).toEqual([]);
});

test('every result is recorded under the name of its source', async () => {
  const { frame, recorded } = setUp();
  await frame(40, 60);
  expect(recorded).toEqual([{ at: 40, source: 'fake' }]);
});

test('the store follows the source; after a jump no face is remembered', () => {
  const { source, events, ended, forgotten } = setUp();
  expect(events('source-opened')).toMatchObject([{ source: { label: 'fake', mirrored: true } }]);
  expect(forgotten()).toBe(1);
  source.emit({ type: 'resized' });
  source.emit({ type: 'jumped' });
  source.emit({ type: 'ended', failure: { code: 'camera-gone' } });
  expect(events('source-resized')).toHaveLength(1);
  expect(forgotten()).toBe(2);
  expect(ended).toEqual([{ code: 'camera-gone' }]);
});

test('a camera that gives no pictures shows no face, and its figures start again', async () => {
  const { frame, view, timers, at, events, forgotten } = setUp();
  const before = await frame(0, 20);
  at(30);
  view.painted(before);
  timers.tick(6);
  expect(events('source-silent')).toMatchObject([{ silent: true }]);
  expect(forgotten()).toBe(2);
  const after = await frame(5000, 5020);
  at(5040);
  view.painted(after);
  expect(events('source-silent')).toMatchObject([{ silent: true }, { silent: false }]);
  expect(events('stats').at(-1)).toMatchObject({ stats: { latencyMs: 40, fps: 0 } });
});

test('a camera that repeats its picture is reported, and judged anew after a silence', async () => {
  const { frame, timers, shine, events } = setUp();
  const look = async (level: number, at: number) => {
    shine(level);
    await frame(at, at + 10);
    timers.tick(1);
  };
  await look(100, 0);
  for (let at = 500; at <= 6000; at += 500) await look(101, at);
  expect(events('source-picture').map(({ picture }) => picture)).toEqual(['alive', 'frozen']);
  timers.tick(6);
  for (let at = 10_000; at <= 15_000; at += 500) {
    expect(events('source-picture')).toHaveLength(2);
    await look(101, at);
  }
  expect(events('source-picture').at(-1)).toMatchObject({ picture: 'frozen' });
  expect(events('source-picture')).toHaveLength(3);
});

test('three failures in a row are trouble', async () => {
  const { frame, answerWith, troubles } = setUp();
  answerWith(() => ({ ok: false, failure: { code: 'frame-failed', detail: 'no' } }));
  for (const from of [0, 100]) await frame(from, from + 10);
  expect(troubles).toEqual([]);
  await frame(200, 210);
  expect(troubles).toMatchObject([{ code: 'frame-failed' }]);
});

test('a stepped view reads only the frames that are stepped to, from zero on', async () => {
  const { view, source, sent, events } = setUp({ stepped: true });
  source.give(fakeFrame(0));
  expect(await view.step(40)).toBe(true);
  expect(await view.step(40)).toBe(true);
  expect(sent).toEqual([0, 40]);
  expect(events('result').map(({ result }) => result.at)).toEqual([0, 40]);
});

test('a closed view closes its source and reads no more', async () => {
  const { view, frame, closed, sent } = setUp();
  view.close();
  expect(closed()).toBe(true);
  await frame(0, 10).catch(() => {});
  expect(sent).toEqual([]);
});

test('a camera with which the engine cannot keep pace is reported once', async () => {
  const { frame, tooSlow, answerWith } = setUp();
  const costing = (totalMs: number) =>
    answerWith((at) => {
      const result = resultOf(at, face(1));
      return { ok: true, result: { ...result, cost: { ...result.cost, totalMs } } };
    });
  costing(30);
  for (let at = 0; at < 12_000; at += 100) await frame(at, at + 30);
  expect(tooSlow).toEqual([]);
  costing(90);
  for (let at = 12_000; at < 30_000; at += 100) await frame(at, at + 90);
  expect(tooSlow).toEqual(['fake']);
});

test('a picture that is followed is delivered with its own result, also when it is stepped', async () => {
  const live = setUp({ follows: true });
  await live.frame(10, 20);
  expect(live.moments).toEqual([{ at: 10, image: expect.anything() }]);
  const stepped = setUp({ stepped: true, follows: true });
  await stepped.view.step(40);
  expect(stepped.moments).toEqual([{ at: 0, image: expect.anything() }]);
});

describe('with covered faces', () => {
  const settings: Settings = { ...DEFAULT_SETTINGS, cover: 'solid' };
  /** An answer of an engine that searches the whole picture in three frames of 33 ms. */
  const searching = (at: number): Answer => ({
    ok: true,
    result: {
      ...resultOf(at, face(1)),
      cover: { at, regions: [], searchedSince: at < 66 ? null : at - 66, followed: [1] },
    },
  });
  const times = (events: readonly { readonly result: { readonly at: number } }[]) =>
    events.map(({ result }) => result.at);

  test('words, picture and record come together, once the picture was searched', async () => {
    const live = setUp({ settings });
    live.answerWith(searching);
    for (let i = 0; i < 9; i++) await live.frame(i * 33, i * 33 + 20);
    expect(live.events('result')).toEqual([]);
    expect(live.moments).toEqual([]);
    for (let i = 9; i < 13; i++) await live.frame(i * 33, i * 33 + 20);
    expect(times(live.events('result'))).toEqual([0, 33, 66]);
    expect(live.moments.map(({ at }) => at)).toEqual([0, 33, 66]);
    expect(live.recorded.map(({ at }) => at)).toEqual([0, 33, 66]);
    expect(live.view.shown()?.result).toBe(live.events('result').at(-1)?.result);
  });

  test('the same steps show the same pictures', async () => {
    const step = async () => {
      const live = setUp({ settings, stepped: true });
      live.answerWith(searching);
      for (let i = 0; i < 14; i++) await live.view.step(33);
      return times(live.events('result'));
    };
    expect(await step()).toEqual([0, 33, 66, 99]);
    expect(await step()).toEqual(await step());
  });

  test('after a jump nothing of before it is shown, also of what was being read', async () => {
    const live = setUp({ settings });
    live.answerWith(searching);
    for (let i = 0; i < 12; i++) await live.frame(i * 33, i * 33 + 20);
    expect(times(live.events('result'))).toEqual([0, 33]);
    // The frame is answered after the jump that its follower has caused.
    live.at(400);
    live.source.give(fakeFrame(400));
    live.at(410);
    live.source.emit({ type: 'jumped' });
    await settled();
    expect(live.events('picture-outdated')).toHaveLength(1);
    expect(live.view.shown()).toBeNull();
    for (let i = 13; i < 25; i++) await live.frame(i * 33, i * 33 + 20);
    expect(times(live.events('result')).slice(2)).toEqual([429, 462]);
  });

  test('a picture that the engine did not search for covering is never shown', async () => {
    const live = setUp({ settings });
    for (let i = 0; i < 20; i++) await live.frame(i * 33, i * 33 + 20);
    expect(live.events('result')).toEqual([]);
    expect(live.moments).toEqual([]);
  });
});

test('while the engine reads something else, no picture is read', async () => {
  const { view, frame, sent } = setUp();
  await frame(0, 20);
  await view.hold();
  await frame(40, 60);
  expect(sent).toEqual([0]);
  view.release();
  await frame(80, 100);
  expect(sent).toEqual([0, 80]);
});
