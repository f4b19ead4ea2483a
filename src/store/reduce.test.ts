import { describe, expect, test } from 'vitest';
import type { Result } from '#core/types.ts';
import type { AppEvent } from './events.ts';
import { firstState, reduce } from './reduce.ts';
import { rowIndex } from './reduce-photos.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { AppState, LiveSource, PhotoRow } from './state.ts';

const stateAfter = (...events: readonly AppEvent[]): AppState =>
  events.reduce(reduce, firstState(DEFAULT_SETTINGS, false));

const source: LiveSource = {
  kind: 'camera',
  label: 'Front',
  size: { width: 640, height: 480 },
  mirrored: true,
  playback: null,
  silent: false,
  picture: 'unknown',
};
const result: Result = {
  at: 40,
  size: source.size,
  faces: [],
  seen: 0,
  cost: { readMs: 1, detectMs: 9, cropMs: 1, classifyMs: 9, totalMs: 20, classified: 1, readings: 1 },
};
const live: readonly AppEvent[] = [
  { type: 'source-wanted', kind: 'camera' },
  { type: 'source-prompting' },
  { type: 'source-opened', source },
];
const row = (id: number): PhotoRow => ({ id, name: `${id}.jpg`, bytes: 10, status: { state: 'waiting' } });
const done = (id: number): AppEvent => ({
  type: 'photo-finished',
  id,
  status: { state: 'done', size: source.size, faces: [] },
});

describe('opening the live view', () => {
  test('goes from opening over the permission prompt to live', () => {
    expect(stateAfter(...live.slice(0, 1)).phase).toEqual({
      state: 'opening',
      kind: 'camera',
      asking: false,
    });
    expect(stateAfter(...live.slice(0, 2)).phase).toEqual({ state: 'opening', kind: 'camera', asking: true });
    expect(stateAfter(...live).phase).toEqual({ state: 'live', source });
  });

  test('a result that arrives after leaving is not shown', () => {
    expect(stateAfter(...live, { type: 'result', result }).result).toBe(result);
    expect(stateAfter(...live, { type: 'left' }, { type: 'result', result }).result).toBeNull();
  });

  test('a silent camera shows no faces, even if a result arrives late', () => {
    const silent: AppEvent = { type: 'source-silent', silent: true };
    const quiet = stateAfter(...live, { type: 'result', result }, silent, { type: 'result', result });
    expect(quiet).toMatchObject({ result: null, stats: null, phase: { source: { silent: true } } });
    const back = reduce(quiet, { type: 'source-silent', silent: false });
    expect(reduce(back, { type: 'result', result }).result).toBe(result);
  });

  test('pictures that stop are not judged any more', () => {
    const frozen = stateAfter(...live, { type: 'source-picture', picture: 'frozen' });
    expect(frozen.phase).toMatchObject({ source: { picture: 'frozen' } });
    const quiet = reduce(frozen, { type: 'source-silent', silent: true });
    expect(quiet.phase).toMatchObject({ source: { picture: 'unknown' } });
  });

  test('a turned picture has another size', () => {
    const size = { width: 480, height: 640 };
    expect(stateAfter(...live, { type: 'source-resized', size }).phase).toMatchObject({ source: { size } });
  });

  test('another source starts without faces and figures of the previous one, and keeps the recording', () => {
    const recording = { type: 'recording', recording: { startedAt: 0, rows: 3, running: true } } as const;
    const state = stateAfter(...live, { type: 'result', result }, recording, {
      type: 'source-wanted',
      kind: 'sample',
    });
    expect(state).toMatchObject({ result: null, stats: null, recording: { rows: 3 } });
  });
});

describe('trouble', () => {
  const failure = { code: 'crashed', detail: 'x' } as const;

  test.each([
    [[], null],
    [live.slice(0, 1), 'camera'],
    [live, 'camera'],
    [[{ type: 'photos-wanted' }], 'photos'],
  ] as const)('of the engine keeps the kind of source', (events, kind) => {
    const state = stateAfter(...events, { type: 'engine-failed', failure });
    expect(state.phase).toEqual({ state: 'trouble', trouble: failure, kind });
    expect(state.engine).toEqual({ state: 'failed', failure });
  });

  test('does not lose photos that were read', () => {
    const state = stateAfter({ type: 'photos-added', rows: [row(1), row(2)] }, done(1), {
      type: 'engine-failed',
      failure,
    });
    expect(state.photos.finished).toBe(1);
    expect(state.photos.rows).toHaveLength(2);
  });
});

describe('photos', () => {
  const added: AppEvent = { type: 'photos-added', rows: [row(1), row(2), row(4)] };

  test('a finished row does not change the others', () => {
    const before = stateAfter(added);
    const state = reduce(before, done(2));
    expect(state.photos.rows[0]).toBe(before.photos.rows[0]);
    expect(state.photos.rows[1]?.status.state).toBe('done');
    expect(state.photos.finished).toBe(1);
  });

  test('finishing a row twice counts once, and an unknown row does not count', () => {
    expect(stateAfter(added, done(2), done(2), done(3)).photos.finished).toBe(1);
  });

  test('cancelling removes waiting rows and keeps finished ones', () => {
    const state = stateAfter(added, done(1), { type: 'photos-cancelled' });
    expect(state.photos.rows.map((one) => one.id)).toEqual([1]);
  });

  test.each([
    [1, 0],
    [2, 1],
    [3, -1],
    [4, 2],
    [9, -1],
  ])('the row with id %i is at index %i', (id, index) => {
    expect(rowIndex(stateAfter(added).photos, id)).toBe(index);
  });
});

describe('notices', () => {
  const blocked = (id: number): AppEvent => ({
    type: 'notice',
    notice: { id, content: { code: 'storage-blocked' } },
  });

  test('a repeated notice replaces the older one', () => {
    expect(stateAfter(blocked(1), blocked(2)).notices.map((notice) => notice.id)).toEqual([2]);
  });

  test('a dismissed notice is removed', () => {
    expect(stateAfter(blocked(1), { type: 'dismissed', id: 1 }).notices).toEqual([]);
  });
});

describe('people whose covered faces are shown', () => {
  const covering: AppEvent = { type: 'settings', patch: { cover: 'solid', coverBut: 'picked' } };
  const pick = (id: number, uncovered = true): AppEvent => ({ type: 'uncovered', id, uncovered });
  const following = (...followed: readonly number[]): AppEvent => ({
    type: 'result',
    result: { ...result, cover: { at: 0, regions: [], searchedSince: 0, followed } },
  });
  const picked = [covering, ...live, pick(1), pick(2)] as const;

  test('are picked one by one, and covered again', () => {
    expect(stateAfter(...picked).uncovered).toEqual([1, 2]);
    expect(stateAfter(...picked, pick(1)).uncovered).toEqual([2, 1]);
    expect(stateAfter(...picked, pick(1, false)).uncovered).toEqual([2]);
  });

  test('are forgotten with their track', () => {
    expect(stateAfter(...picked, following(1, 2, 3)).uncovered).toEqual([1, 2]);
    expect(stateAfter(...picked, following(2), following(1, 2)).uncovered).toEqual([2]);
  });

  test.each<AppEvent>([
    { type: 'settings', patch: { coverBut: 'nobody' } },
    { type: 'settings', patch: { cover: 'off' } },
    { type: 'engine-restarting' },
    { type: 'picture-outdated' },
    { type: 'source-silent', silent: true },
    { type: 'source-wanted', kind: 'sample' },
  ])('are forgotten after $type $patch', (event) => {
    expect(stateAfter(...picked, event).uncovered).toEqual([]);
  });

  test('an outdated picture has no result', () => {
    expect(stateAfter(...picked, following(1), { type: 'picture-outdated' }).result).toBeNull();
  });
});
