import { unreachable } from '#core/types.ts';
import type { CameraChoice, SourceFailure } from '#source/source.ts';

/** Which camera is wanted, and what was learnt while opening it. Ids are the browser's device ids. */
export interface CameraWish {
  /** The camera chosen by the user or in the address; null for the browser's default. */
  readonly chosen: string | null;
  /** The last camera that ran; null before the first, or where the browser hides its id. */
  readonly last: string | null;
  /** Cameras that were busy since the user last opened one. */
  readonly busy: readonly string[];
}

/** The state before the first event. */
export const NO_CAMERA_WISH: CameraWish = { chosen: null, last: null, busy: [] };

/** What happened to a camera, as input of `cameraStep`. */
export type CameraEvent =
  /** The user opens the camera or tries again. */
  | { readonly type: 'wanted'; readonly chosen: string | null }
  | { readonly type: 'opened'; readonly id: string | null }
  /** `tried`: null if the browser was to choose. `cameras`: all cameras, the browser's default first. */
  | {
      readonly type: 'failed';
      readonly code: SourceFailure['code'];
      readonly tried: string | null;
      readonly cameras: readonly CameraChoice[];
    }
  /** The list of cameras changed while the page waits for one that was unplugged. */
  | { readonly type: 'devices'; readonly cameras: readonly CameraChoice[] };

/** What to do after an event. */
export type CameraOrder =
  /** Do nothing: the trouble screen lists the cameras. */
  | { readonly do: 'wait' }
  /** Open this camera. `after` is the reason, for the notice. */
  | { readonly do: 'open'; readonly id: string | null; readonly after: 'busy' | 'back' };

export interface CameraStep {
  readonly wish: CameraWish;
  readonly order: CameraOrder;
}

/**
 * Returns the next step. A chosen camera that is busy or unplugged is never replaced automatically: the page waits
 * for it and offers the others. Without a choice the next free camera is opened.
 */
export function cameraStep(wish: CameraWish, event: CameraEvent): CameraStep {
  const wait = { do: 'wait' } as const;
  switch (event.type) {
    case 'wanted':
      return { wish: { ...wish, chosen: event.chosen, busy: [] }, order: wait };
    case 'opened':
      return { wish: { ...wish, last: event.id, busy: [] }, order: wait };
    case 'failed': {
      if (event.code !== 'camera-busy' || wish.chosen !== null) return { wish, order: wait };
      const tried = event.tried ?? event.cameras[0]?.id;
      const busy = tried === undefined ? wish.busy : [...wish.busy, tried];
      const free = event.cameras.find(({ id }) => !busy.includes(id));
      const order: CameraOrder = free ? { do: 'open', id: free.id, after: 'busy' } : wait;
      return { wish: { ...wish, busy }, order };
    }
    case 'devices': {
      const isBack =
        wish.last === null ? event.cameras.length > 0 : event.cameras.some(({ id }) => id === wish.last);
      return { wish, order: isBack ? { do: 'open', id: wish.last, after: 'back' } : wait };
    }
    default:
      return unreachable(event);
  }
}
