import { describe, expect, test } from 'vitest';
import type {
  BackendNotice,
  DetectorNotice,
  EngineFailure,
  EngineInfo,
  EngineOptions,
} from '#engine/protocol.ts';
import { createEngineHost } from './engine-host.ts';
import {
  type FakeEngine,
  face,
  fakeEngine,
  fakeFrame,
  fakeTimers,
  INFO,
  resultOf,
} from './fakes.test-support.ts';

const OPTIONS: EngineOptions = {
  maxFaces: 8,
  detector: 'full',
  smoothing: true,
  exhaustive: false,
  area: null,
  cover: false,
};
const FIVE_SECONDS = 10;
const THIRTY_SECONDS = 60;

function setUp() {
  const engines: FakeEngine[] = [];
  const timers = fakeTimers();
  const reported = {
    ready: [] as { info: EngineInfo; notice: BackendNotice | null; restarted: boolean }[],
    failed: [] as EngineFailure[],
    finding: [] as boolean[],
    detectors: [] as { detector: string | undefined; notice: DetectorNotice | null }[],
    restarting: 0,
  };
  const clock = { now: 0 };
  const host = createEngineHost({
    start: () => {
      const engine = fakeEngine();
      engines.push(engine);
      return engine;
    },
    assets: { detectors: 'd/', attributes: 'a/' },
    timers,
    now: () => clock.now,
    onLoading: ({ finding }) => reported.finding.push(finding),
    onReady: (info, notice, restarted) => reported.ready.push({ info, notice, restarted }),
    onDetector: (info, notice) => reported.detectors.push({ detector: info?.detector, notice }),
    onRestarting: () => {
      reported.restarting += 1;
    },
    onFailed: (failure) => reported.failed.push(failure),
  });
  const engine = (index: number): FakeEngine => engines[index] as FakeEngine;
  const boot = () => {
    host.boot('auto', OPTIONS);
    engine(0).say({ type: 'ready', info: INFO, notice: null });
  };
  return { host, engine, engines, timers, reported, clock, boot };
}

const lost = { type: 'failed', seq: null, failure: { code: 'context-lost' } } as const;

describe('a detector that was requested', () => {
  test('is part of what is reported about a running engine', () => {
    const { engine, reported, boot } = setUp();
    boot();
    engine(0).say({ type: 'detector', detector: 'mediapipe', notice: null });
    expect(reported.detectors).toEqual([{ detector: 'mediapipe', notice: null }]);
  });

  test('may fail before the engine is ready', () => {
    const { host, engine, reported } = setUp();
    host.boot('auto', { ...OPTIONS, detector: 'mediapipe' });
    const notice = { code: 'detector-missing' } as const;
    engine(0).say({ type: 'detector', detector: 'full', notice });
    expect(reported.detectors).toEqual([{ detector: undefined, notice }]);
  });
});

describe('one frame', () => {
  test('is answered by its result', async () => {
    const { host, engine, boot } = setUp();
    boot();
    const answer = host.read(fakeFrame(40), 'live');
    engine(0).say({ type: 'result', seq: 1, kind: 'live', result: resultOf(40) });
    expect(await answer).toEqual({ ok: true, result: resultOf(40) });
  });

  test('is answered by its own failure', async () => {
    const { host, engine, reported, boot } = setUp();
    boot();
    const answer = host.read(fakeFrame(40), 'live');
    engine(0).say({ type: 'failed', seq: 1, failure: { code: 'frame-failed', detail: 'x' } });
    expect(await answer).toEqual({ ok: false, failure: { code: 'frame-failed', detail: 'x' } });
    expect(reported.failed).toEqual([]);
  });

  test('is not answered by the result of another frame', async () => {
    const { host, engine, boot } = setUp();
    boot();
    let settled = false;
    void host.read(fakeFrame(40), 'live').then(() => {
      settled = true;
    });
    engine(0).say({ type: 'result', seq: 7, kind: 'live', result: resultOf(40) });
    await Promise.resolve();
    expect(settled).toBe(false);
  });

  test('is closed and refused while the engine loads or another is in flight', async () => {
    const { host, boot, engine } = setUp();
    const early = fakeFrame(0);
    expect(await host.read(early, 'live')).toEqual({ ok: false, failure: null });
    expect(early.image.closed).toBe(true);
    boot();
    void host.read(fakeFrame(40), 'live');
    const second = fakeFrame(80);
    expect(await host.read(second, 'live')).toEqual({ ok: false, failure: null });
    expect(second.image.closed).toBe(true);
    expect(engine(0).sent.filter((message) => message.type === 'frame')).toHaveLength(1);
  });
});

describe('a still', () => {
  test('reports its progress, which also shows that the worker is alive', () => {
    const { host, engine, engines, timers, boot } = setUp();
    boot();
    const shares: number[] = [];
    void host.read(fakeFrame(0), 'still', (share) => shares.push(share));
    for (const share of [0.2, 0.6]) {
      timers.tick(THIRTY_SECONDS - 1);
      engine(0).say({ type: 'searching', seq: 1, share });
    }
    engine(0).say({ type: 'searching', seq: 7, share: 0.9 });
    expect(shares).toEqual([0.2, 0.6]);
    expect(engines).toHaveLength(1);
  });

  test('that is cancelled is answered without a result', async () => {
    const { host, engine, boot } = setUp();
    boot();
    host.cancelStill();
    const answer = host.read(fakeFrame(0), 'still');
    host.cancelStill();
    expect(engine(0).sent.filter(({ type }) => type === 'cancel')).toEqual([{ type: 'cancel', seq: 1 }]);
    engine(0).say({ type: 'cancelled', seq: 1 });
    expect(await answer).toEqual({ ok: false, failure: null });
  });

  test('waits for the picture in flight and is sent before the next live one', async () => {
    const { host, engine, boot } = setUp();
    boot();
    const live = host.read(fakeFrame(40), 'live');
    const still = host.read(fakeFrame(0), 'still');
    const later = fakeFrame(80);
    const next = live.then(() => host.read(later, 'live'));
    engine(0).say({ type: 'result', seq: 1, kind: 'live', result: resultOf(40) });
    expect(await next).toEqual({ ok: false, failure: null });
    expect(later.image.closed).toBe(true);
    expect(engine(0).lastSeq()).toBe(2);
    engine(0).say({ type: 'result', seq: 2, kind: 'still', result: resultOf(0, face(1)) });
    expect(await still).toEqual({ ok: true, result: resultOf(0, face(1)) });
  });

  test('that waits is closed and answered without a result if the engine ends', async () => {
    const { host, boot } = setUp();
    boot();
    const live = host.read(fakeFrame(40), 'live');
    const frame = fakeFrame(0);
    const still = host.read(frame, 'still');
    host.close();
    expect(await Promise.all([live, still])).toEqual([
      { ok: false, failure: null },
      { ok: false, failure: null },
    ]);
    expect(frame.image.closed).toBe(true);
  });

  test('only a still is cancelled', () => {
    const { host, engine, boot } = setUp();
    boot();
    void host.read(fakeFrame(0), 'live');
    host.cancelStill();
    expect(engine(0).sent.some(({ type }) => type === 'cancel')).toBe(false);
  });
});

describe('a restart', () => {
  test('happens once automatically and keeps the faces', async () => {
    const { host, engine, engines, reported, boot } = setUp();
    boot();
    const answer = host.read(fakeFrame(40), 'live');
    engine(0).say({ type: 'result', seq: 1, kind: 'live', result: resultOf(40, face(3), face(5)) });
    await answer;
    const unanswered = host.read(fakeFrame(80), 'live');
    engine(0).say(lost);
    expect(await unanswered).toEqual({ ok: false, failure: null });
    expect(engine(0).closed).toBe(true);
    expect(engines).toHaveLength(2);
    expect(engine(1).sent[0]).toMatchObject({
      type: 'boot',
      resume: { nextId: 6, faces: [{ id: 3 }, { id: 5 }] },
    });
    engine(1).say({ type: 'ready', info: INFO, notice: null });
    expect(reported.ready.map((one) => one.restarted)).toEqual([false, true]);
    expect(reported.failed).toEqual([]);
  });

  test('that fails again within a minute is reported', () => {
    const { engine, engines, reported, boot, clock } = setUp();
    boot();
    engine(0).say(lost);
    engine(1).say({ type: 'ready', info: INFO, notice: null });
    clock.now = 30_000;
    engine(1).say(lost);
    expect(engines).toHaveLength(2);
    expect(reported.failed).toEqual([{ code: 'context-lost' }]);
  });

  test('is allowed again after a minute without failures', () => {
    const { engine, engines, reported, boot, clock } = setUp();
    boot();
    engine(0).say(lost);
    engine(1).say({ type: 'ready', info: INFO, notice: null });
    clock.now = 61_000;
    engine(1).say(lost);
    expect(engines).toHaveLength(3);
    expect(reported.failed).toEqual([]);
  });

  test('is not tried for a model that is missing', () => {
    const { host, engine, engines, reported } = setUp();
    host.boot('auto', OPTIONS);
    const failure = { code: 'asset-missing', url: 'a/model.json', status: 404 } as const;
    engine(0).say({ type: 'failed', seq: null, failure });
    expect(reported.failed).toEqual([failure]);
    expect(engines).toHaveLength(1);
  });
});

describe('silence', () => {
  test('of five seconds during a frame restarts the worker', () => {
    const { host, engine, engines, timers, reported, boot } = setUp();
    boot();
    void host.read(fakeFrame(40), 'live');
    timers.tick(FIVE_SECONDS - 1);
    expect(engines).toHaveLength(1);
    timers.tick(1);
    expect(engines).toHaveLength(2);
    expect(reported.restarting).toBe(1);
    engine(1).say({ type: 'ready', info: INFO, notice: null });
    void host.read(fakeFrame(80), 'live');
    timers.tick(FIVE_SECONDS);
    expect(reported.failed).toEqual([{ code: 'silent' }]);
  });

  test('without a frame in flight is not a failure', () => {
    const { timers, engines, boot } = setUp();
    boot();
    timers.tick(1000);
    expect(engines).toHaveLength(1);
  });

  test('during a start-up is reported', () => {
    const { host, timers, reported, engines } = setUp();
    host.boot('auto', OPTIONS);
    timers.tick(1000);
    expect(engines).toHaveLength(1);
    expect(reported.failed).toEqual([{ code: 'silent' }]);
  });
});

describe('an engine that detects faces but cannot read them yet', () => {
  function setUpFinding() {
    const all = setUp();
    all.host.boot('auto', OPTIONS);
    all.engine(0).say({ type: 'booting', stage: 'detector', loaded: 5, total: 9 });
    all.engine(0).say({ type: 'finding' });
    return all;
  }

  test('answers live frames and refuses stills', async () => {
    const { host, engine, reported } = setUpFinding();
    expect(reported.finding).toEqual([false, true]);
    const photo = fakeFrame(0);
    expect(await host.read(photo, 'still')).toEqual({ ok: false, failure: null });
    expect(photo.image.closed).toBe(true);
    const answer = host.read(fakeFrame(40), 'live');
    engine(0).say({ type: 'result', seq: 1, kind: 'live', result: resultOf(40, face(1)) });
    expect(await answer).toEqual({ ok: true, result: resultOf(40, face(1)) });
    expect(reported.ready).toEqual([]);
    engine(0).say({ type: 'ready', info: INFO, notice: null });
    expect(reported.ready).toEqual([{ info: INFO, notice: null, restarted: false }]);
  });

  test('continues to report the progress of its files', () => {
    const { engine, reported } = setUpFinding();
    engine(0).say({ type: 'booting', stage: 'model', loaded: 7, total: 9 });
    expect(reported.finding).toEqual([false, true, true]);
  });

  test('is reported as failed if its files never arrive, although frames are answered', async () => {
    const { host, engine, timers, reported } = setUpFinding();
    for (let second = 0; second < 45; second++) {
      const answer = host.read(fakeFrame(second), 'live');
      engine(0).say({ type: 'result', seq: engine(0).lastSeq(), kind: 'live', result: resultOf(second) });
      await answer;
      timers.tick(2);
    }
    expect(reported.failed).toEqual([{ code: 'silent' }]);
  });

  test('may delay a frame by a step of its start, but has five seconds once it is ready', async () => {
    const { host, engine, engines, timers } = setUpFinding();
    void host.read(fakeFrame(40), 'live');
    timers.tick(2 * FIVE_SECONDS);
    expect(engines).toHaveLength(1);
    engine(0).say({ type: 'ready', info: INFO, notice: null });
    timers.tick(FIVE_SECONDS - 1);
    expect(engines).toHaveLength(1);
    timers.tick(1);
    expect(engines).toHaveLength(2);
  });

  test('is restarted once if it crashes on a frame, and the next worker answers frames again', async () => {
    const { host, engine, engines, reported } = setUpFinding();
    const crash = { type: 'failed', seq: null, failure: { code: 'crashed', detail: 'x' } } as const;
    const unanswered = host.read(fakeFrame(40), 'live');
    engine(0).say(crash);
    expect(await unanswered).toEqual({ ok: false, failure: null });
    expect(engines).toHaveLength(2);
    expect(await host.read(fakeFrame(80), 'live')).toEqual({ ok: false, failure: null });
    engine(1).say({ type: 'finding' });
    void host.read(fakeFrame(120), 'live');
    expect(engine(1).lastSeq()).toBeGreaterThan(0);
    engine(1).say(crash);
    expect(reported.failed).toEqual([crash.failure]);
  });
});

test('an adopted engine gets the faces and the options', async () => {
  const { host, engine, boot } = setUp();
  boot();
  const answer = host.read(fakeFrame(40), 'live');
  engine(0).say({ type: 'result', seq: 1, kind: 'live', result: resultOf(40, face(2)) });
  await answer;
  const other = fakeEngine();
  host.adopt(other, { ...INFO, backend: 'webgl' });
  expect(engine(0).closed).toBe(true);
  expect(other.sent).toMatchObject([
    { type: 'options', options: OPTIONS },
    { type: 'resume', resume: { nextId: 3, faces: [{ id: 2 }] } },
  ]);
  const next = host.read(fakeFrame(80), 'live');
  other.say({ type: 'result', seq: other.lastSeq(), kind: 'live', result: resultOf(80) });
  expect((await next).ok).toBe(true);
});
