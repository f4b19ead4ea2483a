import { COPY_MS, checkPicture, type PictureState, UNCHECKED } from '#core/picture-check.ts';
import type { Timers } from './watchdog.ts';

/** Looks at a camera's pictures now and then: a broken one may deliver the same picture, or black ones, for hours. */
export interface PictureWatch {
  /** Reports a new picture. Without new ones nothing is looked at. */
  frame(): void;
  /** Begins anew, because the pictures have stopped. */
  reset(): void;
  close(): void;
}

/**
 * Starts to watch.
 *
 * @param copy returns a small copy of the newest picture, RGBA bytes, or null if there is none.
 * @param changed is called with each new state, except when it begins anew.
 */
export function createPictureWatch(
  timers: Timers,
  copy: () => Uint8ClampedArray | null,
  changed: (state: PictureState) => void,
): PictureWatch {
  let check = UNCHECKED;
  let isNew = false;
  const close = timers.every(COPY_MS, () => {
    const taken = isNew ? copy() : null;
    isNew = false;
    if (taken === null) return;
    const before = check.state;
    check = checkPicture(check, taken);
    if (check.state !== before) changed(check.state);
  });
  return {
    frame() {
      isNew = true;
    },
    reset() {
      check = UNCHECKED;
      isNew = false;
    },
    close,
  };
}
