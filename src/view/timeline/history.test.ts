import { expect, test } from 'vitest';
import { readFace } from '#core/timeline.test-support.ts';
import type { Result } from '#core/types.ts';
import { DEFAULT_SETTINGS } from '#store/settings.ts';
import type { LiveSource } from '#store/state.ts';
import { createAppStore } from '#store/store.ts';
import { createHistory, followApp } from './history.ts';

const CLIP: LiveSource = {
  kind: 'clip',
  label: 'a.webm',
  size: { width: 640, height: 480 },
  mirrored: false,
  playback: { duration: 20, position: 0, paused: false, loop: true, rate: 1 },
  silent: false,
  picture: 'unknown',
};
const CAMERA: LiveSource = { ...CLIP, kind: 'camera', playback: null };

function started(source: LiveSource, stepped = false) {
  const app = createAppStore(DEFAULT_SETTINGS, stepped);
  const history = createHistory();
  app.dispatch({ type: 'source-opened', source });
  const stop = followApp(history, app.api);
  const read = (at: number) =>
    app.dispatch({ type: 'result', result: { at, faces: [readFace(1)], seen: 1 } as unknown as Result });
  const seek = (position: number, paused = false) =>
    app.dispatch({
      type: 'playback',
      playback: { duration: 20, position, paused, loop: true, rate: 1 },
    });
  return { app, history, stop, read, seek, past: () => history.getState() };
}

test('a clip: its window is the whole clip, its position the newest result or where it was seeked', () => {
  const { read, seek, past } = started(CLIP);
  read(400);
  expect(past()).toMatchObject({ window: { from: 0, to: 20_000 }, position: 400, clipMs: 20_000 });
  seek(0.9);
  expect(past().position).toBe(400);
  seek(15);
  expect(past().position).toBe(15_000);
  seek(15.3, true);
  expect(past().position).toBe(15_300);
  read(15_280);
  expect(past().position).toBe(15_280);
  expect(past().timeline.columns.map(({ slot }) => slot)).toEqual([2, 76]);
});

test('a clip that is stepped is where its newest result is', () => {
  const { read, seek, past } = started(CLIP, true);
  read(400);
  seek(7, true);
  expect(past().position).toBe(400);
});

test('a camera: a minute and ten seconds, and nothing to seek', () => {
  const { read, past } = started(CAMERA);
  read(71_000);
  expect(past()).toMatchObject({ window: { from: 10_000, to: 80_000 }, position: 71_000, clipMs: null });
});

test('nobody is called if nothing has changed, and all is forgotten with the source and at the end', () => {
  const { app, history, read, past, stop } = started(CAMERA);
  read(200);
  let calls = 0;
  history.subscribe(() => {
    calls += 1;
  });
  app.dispatch({ type: 'settings', patch: { theme: 'dark' } });
  app.dispatch({ type: 'source-mirrored', mirrored: true });
  expect(calls).toBe(0);
  app.dispatch({ type: 'left' });
  expect(past().timeline.columns).toEqual([]);
  app.dispatch({ type: 'source-opened', source: CAMERA });
  read(200);
  expect(past().timeline.columns).toHaveLength(1);
  stop();
  expect(past().timeline.columns).toEqual([]);
  read(400);
  expect(past().timeline.columns).toEqual([]);
});
