import { describe, expect, test } from 'vitest';
import type { Result } from '#core/types.ts';
import type { AppEvent } from '#store/events.ts';
import { firstState, reduce } from '#store/reduce.ts';
import { DEFAULT_SETTINGS } from '#store/settings.ts';
import type { LiveSource } from '#store/state.ts';
import { symptomOf } from './symptom.ts';

const source: LiveSource = {
  kind: 'camera',
  label: 'Front',
  size: { width: 640, height: 480 },
  mirrored: true,
  playback: null,
  silent: false,
  picture: 'alive',
};
const result = { at: 40, size: source.size, faces: [], seen: 0 } as unknown as Result;
const info = { backend: 'wasm' } as Extract<AppEvent, { type: 'engine-ready' }>['info'];
const ready: AppEvent = { type: 'engine-ready', info };
const opened: AppEvent = { type: 'source-opened', source };
const answered: AppEvent = { type: 'result', result };

const symptomAfter = (...events: readonly AppEvent[]) =>
  symptomOf(events.reduce(reduce, firstState(DEFAULT_SETTINGS, false)));

describe('what the state of the page says', () => {
  test.each<readonly [string, readonly AppEvent[], string]>([
    ['nothing is wanted', [ready], 'resting'],
    ['a camera opens', [ready, { type: 'source-wanted', kind: 'camera' }], 'pending'],
    ['it is open and not yet read', [ready, opened], 'pending'],
    ['it is read', [ready, opened, answered], 'well'],
    ['the worker still loads', [opened, answered], 'pending'],
    ['the worker starts again', [ready, opened, answered, { type: 'engine-restarting' }], 'stopped'],
    ['it gives no pictures', [ready, opened, answered, { type: 'source-silent', silent: true }], 'silent'],
    [
      'its picture is not judged yet',
      [ready, { ...opened, source: { ...source, picture: 'unknown' } }, answered],
      'pending',
    ],
    [
      'its picture is black',
      [ready, opened, answered, { type: 'source-picture', picture: 'black' }],
      'black',
    ],
    [
      'a rehearsal has no camera',
      [ready, { ...opened, source: { ...source, kind: 'sample', picture: 'unknown' } }, answered],
      'well',
    ],
    [
      'it is in use',
      [ready, { type: 'source-failed', failure: { code: 'camera-busy' }, kind: 'camera' }],
      'busy',
    ],
    [
      'it is not allowed',
      [
        ready,
        { type: 'source-failed', failure: { code: 'permission-denied', kind: 'camera' }, kind: 'camera' },
      ],
      'resting',
    ],
    ['the worker failed', [ready, opened, { type: 'engine-failed', failure: { code: 'silent' } }], 'stopped'],
  ])('%s', (_name, events, expected) => {
    expect(symptomAfter(...events)).toBe(expected);
  });
});
