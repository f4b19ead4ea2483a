import { unreachable } from '#core/types.ts';
import type { CameraChoice, SourceFailure } from '#source/source.ts';

/** Which camera is wanted, and what was learnt while it was opened. Ids are those of the browser. */
export interface CameraWish {
  /** Chosen by a person or by the address; null for whichever the browser gives. */
  readonly chosen: string | null;
  /** The one that ran last; null before the first, or where the browser does not name it. */
  readonly last: string | null;
  /** Those that were busy since a person asked. */
  readonly busy: readonly string[];
}

export const NO_CAMERA_WISH: CameraWish = { chosen: null, last: null, busy: [] };

export type CameraEvent =
  /** A person opens the camera or tries again. */
  | { readonly type: 'wanted'; readonly chosen: string | null }
  | { readonly type: 'opened'; readonly id: string | null }
  /** `tried`: null where the browser was to choose. `cameras`: those there are, the browser's default first. */
  | {
      readonly type: 'failed';
      readonly code: SourceFailure['code'];
      readonly tried: string | null;
      readonly cameras: readonly CameraChoice[];
    }
  /** A camera was plugged in or out while the page waits for one that went away. */
  | { readonly type: 'devices'; readonly cameras: readonly CameraChoice[] };

export type CameraOrder =
  /** Leave things as they are: the trouble screen offers the cameras that there are. */
  | { readonly do: 'wait' }
  /** Open this camera. `after`: why, for the notice. */
  | { readonly do: 'open'; readonly id: string | null; readonly after: 'busy' | 'back' };

export interface CameraStep {
  readonly wish: CameraWish;
  readonly order: CameraOrder;
}

/**
 * What to do next. A camera that somebody chose is never exchanged for another by itself: busy or unplugged, the
 * page waits for it and offers the others. Where nobody chose, the next one that is free is taken.
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
