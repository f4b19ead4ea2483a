import { describe, expect, test } from 'vitest';
import type { FrameSource, LiveKind, Opened } from '#source/source.ts';
import { DEFAULT_SETTINGS } from '#store/settings.ts';
import { createAppStore } from '#store/store.ts';
import { fakeSource, INFO } from './fakes.test-support.ts';
import { liveSource } from './live-view.ts';
import { createOpener } from './opener.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

/** The test decides when the engine and each source take their next step. */
function setUp({ stepped = false } = {}) {
  const store = createAppStore(DEFAULT_SETTINGS, stepped);
  const waiting = { finding: [] as ((ok: boolean) => void)[], ready: [] as ((ok: boolean) => void)[] };
  const open = new Set<FrameSource>();
  const requested: string[] = [];
  const requests: { readonly label: string; answer(opened: Opened): void }[] = [];
  let restarts = 0;
  let pauses = 0;
  const opener = createOpener({
    store,
    engine: {
      finding: () => new Promise((resolve) => waiting.finding.push(resolve)),
      ready: () => new Promise((resolve) => waiting.ready.push(resolve)),
      restartIfFailed() {
        restarts += 1;
      },
    },
    watch(source) {
      store.dispatch({ type: 'source-opened', source: liveSource(source, DEFAULT_SETTINGS) });
      return {
        source,
        painted: () => {},
        step: async () => false,
        shown: () => null,
        blank: () => {},
        hold: async () => {},
        release: () => {},
        close: () => source.close(),
      };
    },
    pausePhotos() {
      pauses += 1;
    },
  });
  return {
    store,
    opener,
    open,
    requested,
    restarts: () => restarts,
    pauses: () => pauses,
    want(label: string, more: { kind?: LiveKind; needsGesture?: boolean } = {}) {
      opener.open({
        kind: more.kind ?? 'camera',
        needsGesture: more.needsGesture ?? false,
        request() {
          requested.push(label);
          return new Promise((answer) => requests.push({ label, answer }));
        },
      });
    },
    async engineAnswers(ok: boolean, step: keyof typeof waiting = 'finding') {
      for (const resolve of waiting[step].splice(0)) resolve(ok);
      await settled();
    },
    /** Answers every request for this source with a source. */
    async opens(label: string) {
      for (const request of requests.filter((one) => one.label === label)) {
        const source: FrameSource = { ...fakeSource(), label, close: () => void open.delete(source) };
        open.add(source);
        request.answer({ ok: true, source });
      }
      requests.splice(0, requests.length, ...requests.filter((one) => one.label !== label));
      await settled();
    },
    async refuses() {
      for (const { answer } of requests.splice(0)) answer({ ok: false, failure: { code: 'camera-busy' } });
      await settled();
    },
    phase: () => store.api.getState().phase,
    shown: () => opener.live()?.source.label ?? null,
    labels: () => [...open].map(({ label }) => label),
  };
}

describe('a late answer', () => {
  test('to an earlier request is closed and not shown, whichever comes first', async () => {
    for (const order of [
      ['first', 'second'],
      ['second', 'first'],
    ]) {
      const { want, engineAnswers, opens, shown, labels } = setUp();
      want('first');
      await engineAnswers(true);
      want('second');
      await engineAnswers(true);
      for (const label of order) await opens(label);
      expect(shown()).toBe('second');
      expect(labels()).toEqual(['second']);
    }
  });

  test('to the same request, made twice, shows one source', async () => {
    const { want, engineAnswers, opens, opener, open, requested } = setUp();
    want('first');
    await engineAnswers(true);
    opener.retry();
    await engineAnswers(true);
    await opens('first');
    expect(requested).toEqual(['first', 'first']);
    expect(open.size).toBe(1);
  });

  test('after leaving opens nothing', async () => {
    const { want, engineAnswers, opens, opener, phase, open } = setUp();
    want('camera');
    await engineAnswers(true);
    opener.leave();
    await opens('camera');
    expect(phase()).toMatchObject({ state: 'welcome' });
    expect(open.size).toBe(0);
  });

  test('after photos were chosen opens nothing', async () => {
    const { want, engineAnswers, opens, opener, phase, open } = setUp();
    want('camera');
    await engineAnswers(true);
    opener.showPhotos();
    await opens('camera');
    expect(phase()).toMatchObject({ state: 'photos' });
    expect(open.size).toBe(0);
  });

  test('after the engine failed does not open over the failure', async () => {
    const { want, engineAnswers, opens, opener, phase, open } = setUp();
    want('camera');
    await engineAnswers(true);
    opener.engineFailed({ code: 'silent' });
    await opens('camera');
    expect(phase()).toMatchObject({ state: 'trouble', trouble: { code: 'silent' } });
    expect(open.size).toBe(0);
  });
});

test('a source is requested once faces can be detected; stepped ones wait for readings', async () => {
  const live = setUp();
  live.want('camera');
  expect(live.requested).toEqual([]);
  await live.engineAnswers(true);
  expect(live.requested).toEqual(['camera']);
  const stepped = setUp({ stepped: true });
  stepped.want('clip', { kind: 'clip' });
  await stepped.engineAnswers(true);
  expect(stepped.requested).toEqual([]);
  await stepped.engineAnswers(true, 'ready');
  expect(stepped.requested).toEqual(['clip']);
});

test('an engine that failed opens nothing', async () => {
  const { want, engineAnswers, requested, shown } = setUp();
  want('camera');
  await engineAnswers(false);
  expect(requested).toEqual([]);
  expect(shown()).toBeNull();
});

test('a screen is requested within the click, and closed if the engine fails', async () => {
  const { want, engineAnswers, requested, opens, open, shown } = setUp();
  want('screen', { kind: 'screen', needsGesture: true });
  expect(requested).toEqual(['screen']);
  await opens('screen');
  expect(shown()).toBeNull();
  await engineAnswers(false);
  expect(open.size).toBe(0);
});

test('a new source closes the one that was shown', async () => {
  const { want, engineAnswers, opens, open, labels, pauses } = setUp();
  want('first');
  await engineAnswers(true);
  await opens('first');
  want('second');
  expect(open.size).toBe(0);
  await engineAnswers(true);
  await opens('second');
  expect(labels()).toEqual(['second']);
  expect(pauses()).toBe(2);
});

describe('trying again', () => {
  test('requests the source that failed, and starts a failed engine', async () => {
    const { want, engineAnswers, refuses, opener, phase, requested, restarts } = setUp();
    want('camera');
    await engineAnswers(true);
    await refuses();
    expect(phase()).toMatchObject({ state: 'trouble', trouble: { code: 'camera-busy' }, kind: 'camera' });
    const before = restarts();
    opener.retry();
    expect(restarts()).toBeGreaterThan(before);
    await engineAnswers(true);
    expect(requested).toEqual(['camera', 'camera']);
  });

  test('after the engine failed opens what was shown', async () => {
    const { want, engineAnswers, opens, opener, shown } = setUp();
    want('camera');
    await engineAnswers(true);
    await opens('camera');
    opener.engineFailed({ code: 'silent' });
    expect(shown()).toBeNull();
    opener.retry();
    await engineAnswers(true);
    await opens('camera');
    expect(shown()).toBe('camera');
  });

  test('leads back to the photos', () => {
    const { opener, phase } = setUp();
    opener.showPhotos();
    opener.engineFailed({ code: 'silent' });
    opener.retry();
    expect(phase()).toMatchObject({ state: 'photos' });
  });

  test('opens no camera that the user has left', async () => {
    const { want, engineAnswers, opens, opener, phase, requested, store } = setUp();
    want('camera');
    await engineAnswers(true);
    await opens('camera');
    opener.leave();
    opener.engineFailed({ code: 'silent' });
    opener.retry();
    store.dispatch({ type: 'engine-ready', info: INFO });
    await engineAnswers(true);
    expect(requested).toEqual(['camera']);
    expect(phase()).toMatchObject({ state: 'welcome' });
  });
});
