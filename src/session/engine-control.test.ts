import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineFailure, EngineInfo } from '#engine/protocol.ts';
import { DEFAULT_SETTINGS } from '#store/settings.ts';
import type { NoticeContent } from '#store/state.ts';
import { createAppStore } from '#store/store.ts';
import { createEngineControl } from './engine-control.ts';
import { type FakeEngine, fakeEngine, INFO } from './fakes.test-support.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));
const GPU: EngineInfo = { ...INFO, renderer: 'Some Graphics 700' };

beforeEach(() => void vi.stubGlobal('document', { hidden: false }));
afterEach(() => void vi.unstubAllGlobals());

function setUp({ sparing = false, stepped = false, stored = new Map<string, string>() } = {}) {
  const store = createAppStore(DEFAULT_SETTINGS, stepped);
  const engines: FakeEngine[] = [];
  const notices: NoticeContent[] = [];
  const failures: EngineFailure[] = [];
  const control = createEngineControl({
    store,
    start() {
      const engine = fakeEngine();
      engines.push(engine);
      return engine;
    },
    assets: { detectors: 'd', attributes: 'a' },
    storage: () => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    }),
    sparing,
    notify: (content) => void notices.push(content),
    onFailed(failure) {
      failures.push(failure);
      store.dispatch({ type: 'engine-failed', failure });
    },
  });
  control.restart();
  return {
    store,
    control,
    engines,
    notices,
    failures,
    stored,
    set(patch: Partial<typeof DEFAULT_SETTINGS>) {
      const before = store.api.getState().settings;
      store.dispatch({ type: 'settings', patch });
      control.apply(before);
    },
    ready: (index: number, info: EngineInfo) => engines[index]!.say({ type: 'ready', info, notice: null }),
  };
}

/** What a promise has resolved with by now; undefined while it is pending. */
async function stateOf<T>(promise: Promise<T>): Promise<T | undefined> {
  let value: T | undefined;
  void promise.then((resolved) => {
    value = resolved;
  });
  await settled();
  return value;
}

describe('waiting for the engine', () => {
  test('the detector is enough to detect, the attribute network to be ready', async () => {
    const { control, engines, ready } = setUp();
    const [finding, isReady] = [control.finding(), control.ready()];
    expect(await stateOf(finding)).toBeUndefined();
    engines[0]!.say({ type: 'finding' });
    expect(await stateOf(finding)).toBe(true);
    expect(await stateOf(isReady)).toBeUndefined();
    ready(0, INFO);
    expect(await stateOf(isReady)).toBe(true);
    expect(await stateOf(control.finding())).toBe(true);
  });

  test('a failure ends it; only `running` waits for the retry', async () => {
    const { control, engines, failures, ready } = setUp();
    const [finding, isReady, running] = [control.finding(), control.ready(), control.running().then(() => 1)];
    engines[0]!.say({ type: 'failed', seq: null, failure: { code: 'no-simd' } });
    expect(failures).toEqual([{ code: 'no-simd' }]);
    expect([await stateOf(finding), await stateOf(isReady)]).toEqual([false, false]);
    expect(await stateOf(running)).toBeUndefined();
    control.restartIfFailed();
    ready(1, INFO);
    expect(await stateOf(running)).toBe(1);
  });

  test('an engine that has not failed is not started again', () => {
    const { control, engines } = setUp();
    control.restartIfFailed();
    expect(engines).toHaveLength(1);
  });
});

describe('settings', () => {
  test('the engine starts with them, and gets those that change', () => {
    const { engines, ready, set } = setUp();
    expect(engines[0]!.sent[0]).toMatchObject({
      type: 'boot',
      backend: 'auto',
      options: { maxFaces: DEFAULT_SETTINGS.maxFaces, exhaustive: false },
    });
    ready(0, INFO);
    set({ maxFaces: 3 });
    expect(engines[0]!.sent.at(-1)).toMatchObject({ type: 'options', options: { maxFaces: 3 } });
    expect(engines).toHaveLength(1);
  });

  test('stepped frames are read exhaustively', () => {
    const { engines } = setUp({ stepped: true });
    expect(engines[0]!.sent[0]).toMatchObject({ options: { exhaustive: true } });
  });

  test('another backend starts another worker', () => {
    const { engines, ready, set } = setUp();
    ready(0, INFO);
    set({ backend: 'webgl' });
    expect(engines[0]!.closed).toBe(true);
    expect(engines[1]!.sent[0]).toMatchObject({ type: 'boot', backend: 'webgl' });
  });
});

describe('the trial of WebGL', () => {
  test('takes over where it is clearly faster, and the verdict is kept', async () => {
    const { store, control, engines, ready, stored } = setUp();
    ready(0, GPU);
    control.tryOtherBackend();
    expect(engines[1]!.sent[0]).toMatchObject({ type: 'boot', backend: 'webgl' });
    ready(1, { ...GPU, backend: 'webgl', faceMs: 2 });
    await settled();
    expect(store.api.getState().engine).toMatchObject({ info: { backend: 'webgl' } });
    expect([engines[0]!.closed, engines[1]!.closed]).toEqual([true, false]);
    expect([...stored.values()].join()).toContain('"webgl"');
  });

  test('is closed where it is not, and not repeated at the next visit', async () => {
    const first = setUp();
    first.ready(0, GPU);
    first.control.tryOtherBackend();
    first.ready(1, { ...GPU, backend: 'webgl', faceMs: 8 });
    await settled();
    expect([first.engines[0]!.closed, first.engines[1]!.closed]).toEqual([false, true]);
    const next = setUp({ stored: first.stored });
    next.ready(0, GPU);
    next.control.tryOtherBackend();
    expect(next.engines).toHaveLength(1);
  });

  test('a choice made meanwhile is respected', async () => {
    const { store, control, engines, ready, set } = setUp();
    ready(0, GPU);
    control.tryOtherBackend();
    set({ backend: 'wasm' });
    ready(2, GPU);
    ready(1, { ...GPU, backend: 'webgl', faceMs: 2 });
    await settled();
    expect(store.api.getState().engine).toMatchObject({ info: { backend: 'wasm' } });
    expect(engines[1]!.closed).toBe(true);
  });

  test('does not take over while every face of a video is read', async () => {
    const { store, control, engines, ready } = setUp();
    ready(0, GPU);
    control.tryOtherBackend();
    control.readEveryFace(true);
    ready(1, { ...GPU, backend: 'webgl', faceMs: 2 });
    await settled();
    expect(store.api.getState().engine).toMatchObject({ info: { backend: 'wasm' } });
    expect(engines[1]!.closed).toBe(true);
  });

  test('runs once', () => {
    const { control, engines, ready } = setUp();
    ready(0, GPU);
    control.tryOtherBackend();
    control.tryOtherBackend();
    expect(engines).toHaveLength(2);
  });

  test.each([
    ['memory is scarce', { sparing: true }, GPU],
    ['frames are stepped', { stepped: true }, GPU],
    ['the processor draws WebGL', {}, INFO],
    ['WebGL runs already', {}, { ...GPU, backend: 'webgl' as const }],
  ])('does not run where %s', (_why, options, info) => {
    const { control, engines, ready } = setUp(options);
    ready(0, info);
    control.tryOtherBackend();
    expect(engines).toHaveLength(1);
  });
});

test('a notice of the engine and an automatic restart are announced', async () => {
  const { engines, notices, store } = setUp();
  engines[0]!.say({
    type: 'ready',
    info: INFO,
    notice: { code: 'backend-failed', backend: 'webgl' },
  });
  engines[0]!.say({ type: 'failed', seq: null, failure: { code: 'crashed', detail: 'x' } });
  expect(store.api.getState().engine).toMatchObject({ state: 'restarting' });
  engines[1]!.say({ type: 'ready', info: INFO, notice: null });
  expect(notices.map(({ code }) => code)).toEqual(['backend-failed', 'engine-restarted']);
});

describe("MediaPipe's detector", () => {
  test('is requested by the setting, and the state names it once it runs', () => {
    const { store, engines, set, ready } = setUp();
    ready(0, INFO);
    set({ detector: 'mediapipe' });
    expect(engines[0]!.sent.at(-1)).toMatchObject({ type: 'options', options: { detector: 'mediapipe' } });
    engines[0]!.say({ type: 'detector', detector: 'mediapipe', notice: null });
    expect(store.api.getState().engine).toMatchObject({ info: { detector: 'mediapipe' } });
  });

  test('leaves our own and a notice if it cannot be loaded', () => {
    const { store, engines, notices, set, ready } = setUp();
    ready(0, INFO);
    set({ detector: 'mediapipe' });
    engines[0]!.say({ type: 'detector', detector: 'full', notice: { code: 'detector-missing' } });
    expect(store.api.getState().engine).toMatchObject({ state: 'ready', info: { detector: 'full' } });
    expect(notices).toEqual([{ code: 'detector-missing' }]);
  });
});

test('while every face is read, a changed setting does not bring the time budget back', () => {
  const { control, engines, ready, set } = setUp();
  ready(0, INFO);
  control.readEveryFace(true);
  expect(engines[0]!.sent.slice(-2)).toMatchObject([
    { type: 'options', options: { exhaustive: true } },
    { type: 'forget' },
  ]);
  set({ maxFaces: 2 });
  expect(engines[0]!.sent.at(-1)).toMatchObject({ options: { exhaustive: true, maxFaces: 2 } });
  control.readEveryFace(false);
  expect(engines[0]!.sent.at(-2)).toMatchObject({ options: { exhaustive: false } });
});
