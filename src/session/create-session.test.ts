import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Result } from '#core/types.ts';
import { listCameras, openCamera } from '#source/camera.ts';
import { openClip } from '#source/clip.ts';
import type { FrameSource, Opened } from '#source/source.ts';
import { decodePhoto } from '#source/stills.ts';
import { DEFAULT_SETTINGS } from '#store/settings.ts';
import type { Settings } from '#store/state.ts';
import { createAppStore } from '#store/store.ts';
import { createSession } from './create-session.ts';
import {
  type FakeEngine,
  face,
  fakeEngine,
  fakeFrame,
  fakeSource,
  INFO,
  resultOf,
} from './fakes.test-support.ts';
import { createNotifier } from './notices.ts';

vi.mock('#source/camera.ts', () => ({
  openCamera: vi.fn(),
  listCameras: vi.fn(async () => []),
  watchCameras: () => () => {},
}));
vi.mock('#source/clip.ts', () => ({ openClip: vi.fn() }));
vi.mock('#source/stills.ts', () => ({ decodePhoto: vi.fn() }));

const settled = () => new Promise((resolve) => setTimeout(resolve, 1));

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('screen', { width: 1920, height: 1080 });
  vi.stubGlobal('navigator', { maxTouchPoints: 0 });
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => void vi.unstubAllGlobals());

type TestSource = ReturnType<typeof fakeSource> & { closed: boolean };

/** A source that records whether it was closed. */
function testSource(about: Partial<FrameSource>): TestSource {
  const fake = fakeSource();
  const source: TestSource = { ...fake, ...about, closed: false, close: () => void 0 };
  source.close = () => {
    source.closed = true;
  };
  return source;
}

/** A function that opens sources; the test answers its calls one by one. */
function openings(mocked: typeof openCamera | typeof openClip) {
  const waiting: ((opened: Opened) => void)[] = [];
  vi.mocked(mocked).mockImplementation(() => new Promise((resolve) => waiting.push(resolve)));
  return {
    count: () => waiting.length,
    async answer(index: number, source: FrameSource) {
      waiting[index]!({ ok: true, source });
      await settled();
    },
  };
}

function setUp({ blockedStorage = false } = {}) {
  const store = createAppStore(DEFAULT_SETTINGS, false);
  const engines: FakeEngine[] = [];
  const results: Result[] = [];
  const [cameras, clips] = [openings(openCamera), openings(openClip)];
  const notify = createNotifier(store.dispatch);
  const session = createSession({
    store,
    startEngine() {
      const engine = fakeEngine();
      engines.push(engine);
      return engine;
    },
    startDecoder: () => expect.fail('no photo needs a decoder here'),
    assets: { detectors: 'd', attributes: 'a' },
    sample: [{ url: 'sample.webm', type: 'video/webm' }],
    storage() {
      if (blockedStorage) throw new Error('blocked');
      return { getItem: () => null, setItem: () => {} };
    },
    offline: null,
    photoNotes: { failure: () => '', oneFrame: '', someFaces: () => '' },
    notify,
    onResult: (result) => void results.push(result),
  });
  return {
    store,
    session,
    engines,
    results,
    cameras,
    clips,
    notify,
    state: () => store.api.getState(),
    async ready() {
      engines[0]!.say({ type: 'ready', info: INFO, notice: null });
      await settled();
    },
    async answerFrame(result: Result, kind: 'live' | 'still') {
      const engine = engines[0]!;
      engine.say({ type: 'result', seq: engine.lastSeq(), kind, result });
      await settled();
    },
  };
}

test('the engine boots at once, and a camera is opened when it detects faces', async () => {
  const { session, engines, cameras } = setUp();
  expect(engines[0]!.sent[0]).toMatchObject({ type: 'boot' });
  session.sources.openCamera();
  await settled();
  expect(cameras.count()).toBe(0);
  engines[0]!.say({ type: 'finding' });
  await settled();
  expect(cameras.count()).toBe(1);
});

test('a result reaches the store and the listener', async () => {
  const { session, ready, cameras, answerFrame, results, state } = setUp();
  await ready();
  session.sources.openCamera();
  await settled();
  const camera = testSource({});
  await cameras.answer(0, camera);
  camera.give(fakeFrame(40));
  const result = resultOf(40, face(1));
  await answerFrame(result, 'live');
  expect(state().result).toBe(result);
  expect(results).toEqual([result]);
});

describe('with covered faces', () => {
  const covered = (at: number): Result => ({
    ...resultOf(at, face(1)),
    cover: { at, regions: [], searchedSince: at, followed: [1] },
  });

  async function showCovered() {
    const copies: ReturnType<typeof fakeFrame>['image'][] = [];
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => ({ drawImage: () => {} });
        transferToImageBitmap() {
          copies.push(fakeFrame(0).image);
          return copies.at(-1);
        }
      },
    );
    const all = setUp();
    await all.ready();
    all.session.setSettings({ cover: 'solid' });
    all.session.sources.openCamera();
    await settled();
    const camera = testSource({});
    await all.cameras.answer(0, camera);
    const read = async (at: number) => {
      camera.give(fakeFrame(at));
      await settled();
      await all.answerFrame(covered(at), 'live');
    };
    return { ...all, camera, read };
  }

  test('the engine is told, and a picture is shown and kept only after it was held back', async () => {
    const { session, engines, state, results, read } = await showCovered();
    expect(engines[0]!.sent).toContainEqual(
      expect.objectContaining({ type: 'options', options: expect.objectContaining({ cover: true }) }),
    );
    await read(0);
    await read(200);
    expect(state().result).toBeNull();
    expect(results).toEqual([]);
    expect(session.moments.shown()).toBeNull();
    await read(400);
    expect(state().result?.at).toBe(0);
    expect(results.map(({ at }) => at)).toEqual([0]);
    expect(session.moments.shown()?.result).toBe(state().result);
  });

  test('nothing is shown after a jump, and after the covers were switched on', async () => {
    const { session, state, read } = await showCovered();
    for (const at of [0, 200, 400]) await read(at);
    session.playback.seek(3);
    expect(state().result).toBeNull();
    expect(session.moments.shown()).toBeNull();
    for (const at of [600, 800, 1000]) await read(at);
    expect(state().result?.at).toBe(600);
    session.setSettings({ cover: 'off' });
    expect(session.moments.shown()).toBeNull();
    session.setSettings({ cover: 'blurred' });
    expect(state().result).toBeNull();
  });

  test('picked people are in the store', async () => {
    const { session, state } = await showCovered();
    session.setSettings({ coverBut: 'picked' });
    session.uncover(1, true);
    expect(state().uncovered).toEqual([1]);
    session.uncover(1, false);
    expect(state().uncovered).toEqual([]);
  });
});

describe('the last requested source is shown', () => {
  test('a camera that opens after the sample was chosen is closed', async () => {
    const { session, ready, cameras, clips, state } = setUp();
    await ready();
    session.sources.openCamera();
    await settled();
    session.sources.openSample();
    await settled();
    const [camera, sample] = [testSource({}), testSource({ kind: 'sample', label: 'Sample' })];
    await clips.answer(0, sample);
    await cameras.answer(0, camera);
    expect([camera.closed, sample.closed]).toEqual([true, false]);
    expect(state().phase).toMatchObject({ source: { label: 'Sample' } });
    expect(session.playback.video()).toBe(sample.video);
  });

  test('a source that opens after the session was closed is closed', async () => {
    const { session, ready, cameras, engines } = setUp();
    await ready();
    session.sources.openCamera();
    await settled();
    session.close();
    const camera = testSource({});
    await cameras.answer(0, camera);
    expect(camera.closed).toBe(true);
    expect(engines[0]!.closed).toBe(true);
  });
});

describe('settings', () => {
  const shown = async (about: Partial<FrameSource> = {}) => {
    const all = setUp();
    await all.ready();
    all.session.sources.openCamera();
    await settled();
    const camera = testSource(about);
    await all.cameras.answer(0, camera);
    return { ...all, camera };
  };
  const patches: readonly (readonly [Partial<Settings>, number])[] = [
    [{ cameraId: 'other' }, 2],
    [{ facing: 'environment' }, 2],
    [{ cameraWidth: 1280 }, 2],
    [{ maxFaces: 3 }, 1],
    [{ mirror: 'off' }, 1],
  ];

  test.each(patches)('%o: the camera has been opened %i times', async (patch, times) => {
    const { session, cameras } = await shown();
    session.setSettings(patch);
    await settled();
    expect(cameras.count()).toBe(times);
  });

  test('mirroring changes the picture that is shown', async () => {
    const { session, state } = await shown();
    expect(state().phase).toMatchObject({ source: { mirrored: true } });
    session.setSettings({ mirror: 'off' });
    expect(state().phase).toMatchObject({ source: { mirrored: false } });
  });

  test('another camera continues the recording, the sample ends it', async () => {
    const { session, camera, answerFrame, state } = await shown();
    session.recording.start();
    camera.give(fakeFrame(0));
    await answerFrame(resultOf(0, { ...face(1), settled: true }), 'live');
    session.setSettings({ cameraId: 'other' });
    expect(state().recording).toMatchObject({ rows: 1, running: true });
    session.sources.openSample();
    expect(state().recording).toMatchObject({ rows: 1, running: false });
  });
});

describe('recovering without a user', () => {
  const shown = async () => {
    const all = setUp();
    await all.ready();
    all.session.sources.openCamera();
    await settled();
    const camera = testSource({});
    await all.cameras.answer(0, camera);
    return { ...all, camera };
  };

  test('opens a camera again that gives no usable picture', async () => {
    const { session, cameras, camera } = await shown();
    session.sources.recover();
    await settled();
    expect([camera.closed, cameras.count()]).toEqual([true, 2]);
  });

  test('starts the worker again that has failed', async () => {
    const { session, engines, state } = await shown();
    for (const engine of [0, 1])
      engines[engine]!.say({ type: 'failed', seq: null, failure: { code: 'crashed', detail: 'x' } });
    expect(state().phase.state).toBe('trouble');
    session.sources.recover();
    expect(engines).toHaveLength(3);
  });

  test('waits for an unplugged camera instead of taking another', async () => {
    const { session, cameras, camera, state } = await shown();
    camera.emit({ type: 'ended', failure: { code: 'camera-gone' } });
    const named = (id: string) => ({ id, label: id, facing: null });
    vi.mocked(listCameras).mockResolvedValueOnce([named('other')]);
    session.sources.recover();
    await settled();
    expect([state().phase.state, cameras.count()]).toEqual(['trouble', 1]);
    vi.mocked(listCameras).mockResolvedValueOnce([named('other'), named('fake')]);
    session.sources.recover();
    await settled();
    expect(cameras.count()).toBe(2);
  });
});

test('a photo’s event and its row in the table have the same faces, in the photo’s pixels', async () => {
  const image = { width: 1280, height: 960, close: () => {} } as unknown as ImageBitmap;
  vi.mocked(decodePhoto).mockResolvedValue({ ok: true, image });
  const { session, ready, answerFrame, results, state } = setUp();
  await ready();
  session.sources.openFiles([new File(['x'], 'party.jpg', { type: 'image/jpeg' })]);
  await settled();
  await answerFrame(resultOf(0, face(1)), 'still');
  expect(results).toMatchObject([{ size: { width: 1280 }, faces: [{ box: { x: 200, width: 100 } }] }]);
  expect(state().photos.rows).toMatchObject([{ name: 'party.jpg', status: { faces: results[0]!.faces } }]);
});

test('notices of the page and of the session have different ids', () => {
  const { session, notify, state } = setUp({ blockedStorage: true });
  notify({ code: 'address-ignored', names: ['speed'] });
  session.setSettings({ maxFaces: 3 });
  const [first, second] = state().notices;
  expect(second?.content.code).toBe('storage-blocked');
  session.dismiss(second!.id);
  expect(state().notices).toEqual([first]);
});
