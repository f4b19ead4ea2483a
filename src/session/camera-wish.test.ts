import { describe, expect, test } from 'vitest';
import type { CameraChoice } from '#source/source.ts';
import { type CameraEvent, type CameraOrder, cameraStep, NO_CAMERA_WISH } from './camera-wish.ts';

const camera = (id: string): CameraChoice => ({ id, label: `Camera ${id}`, facing: null });
const [builtIn, usb, third] = ['built-in', 'usb', 'third'].map(camera) as [
  CameraChoice,
  CameraChoice,
  CameraChoice,
];
const wait: CameraOrder = { do: 'wait' };

/** The orders that follow from a sequence of events. */
function orders(...events: readonly CameraEvent[]): readonly CameraOrder[] {
  let wish = NO_CAMERA_WISH;
  return events.map((event) => {
    const step = cameraStep(wish, event);
    wish = step.wish;
    return step.order;
  });
}

const wanted = (chosen: string | null = null): CameraEvent => ({ type: 'wanted', chosen });
const opened = (id: string | null): CameraEvent => ({ type: 'opened', id });
const busy = (tried: string | null, ...cameras: readonly CameraChoice[]): CameraEvent => ({
  type: 'failed',
  code: 'camera-busy',
  tried,
  cameras,
});
const devices = (...cameras: readonly CameraChoice[]): CameraEvent => ({ type: 'devices', cameras });
const next = (id: string): CameraOrder => ({ do: 'open', id, after: 'busy' });
const back = (id: string | null): CameraOrder => ({ do: 'open', id, after: 'back' });

describe('a camera that is busy', () => {
  test.each<readonly [string, readonly CameraEvent[], CameraOrder]>([
    ['the default one: the next is tried', [wanted(), busy(null, builtIn, usb)], next('usb')],
    [
      'two of three: the third is tried',
      [wanted(), busy(null, builtIn, usb, third), busy('usb', builtIn, usb, third)],
      next('third'),
    ],
    ['all of them: the user chooses', [wanted(), busy(null, builtIn, usb), busy('usb', builtIn, usb)], wait],
    ['the only one: the user chooses', [wanted(), busy(null, builtIn)], wait],
    ['no camera is listed: the user chooses', [wanted(), busy(null)], wait],
    ['a chosen one: the user chooses', [wanted('usb'), busy('usb', builtIn, usb)], wait],
    [
      'tried again by the user: the search starts again',
      [wanted(), busy(null, builtIn), wanted(), busy(null, builtIn, usb)],
      next('usb'),
    ],
  ])('%s', (_, events, order) => {
    expect(orders(...events).at(-1)).toEqual(order);
  });

  test.each(['permission-denied', 'no-camera', 'insecure-origin', 'source-failed'] as const)(
    'does not follow from %s: no other camera is tried',
    (code) => {
      const failed: CameraEvent = { type: 'failed', code, tried: null, cameras: [builtIn, usb] };
      expect(orders(wanted(), failed).at(-1)).toEqual(wait);
    },
  );
});

describe('a camera that went away', () => {
  test.each<readonly [string, readonly CameraEvent[], CameraOrder]>([
    [
      'stays away while another remains: the page waits',
      [wanted('usb'), opened('usb'), devices(builtIn)],
      wait,
    ],
    [
      'a headset is plugged in: the page waits',
      [wanted('usb'), opened('usb'), devices(builtIn), devices(builtIn)],
      wait,
    ],
    [
      'is back: it is opened automatically',
      [wanted('usb'), opened('usb'), devices(builtIn), devices(builtIn, usb)],
      back('usb'),
    ],
    ['was the default one and is back', [wanted(), opened('built-in'), devices(builtIn)], back('built-in')],
    ['has no id: any camera is opened', [wanted(), opened(null), devices(usb)], back(null)],
    ['has no id, and there is no camera: the page waits', [wanted(), opened(null), devices()], wait],
  ])('%s', (_, events, order) => {
    expect(orders(...events).at(-1)).toEqual(order);
  });
});
