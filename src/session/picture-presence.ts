import { createWatchdog, type Timers } from './watchdog.ts';

/** A camera without a new picture for this long gives none. */
const SILENT_MS = 3_000;
/** The system says that it took the camera away, and not for a passing moment. */
const MUTED_MS = 1_000;

/** Knows whether a camera gives pictures: a call or another program can stop them without ending the stream. */
export interface PicturePresence {
  /** A picture came. False where it means nothing: muted cameras may give black ones. */
  frame(): boolean;
  muted(muted: boolean): void;
  isPresent(): boolean;
  close(): void;
}

/** `changed` is called with false when the pictures stop, and with true once they come again. */
export function createPicturePresence(timers: Timers, changed: (present: boolean) => void): PicturePresence {
  let present = true;
  let muted = false;
  const watchdog = createWatchdog(timers, () => {
    present = false;
    changed(false);
  });
  watchdog.watch(SILENT_MS);
  return {
    frame() {
      if (muted) return false;
      if (!present) {
        present = true;
        changed(true);
      }
      watchdog.watch(SILENT_MS);
      return true;
    },
    muted(now) {
      if (muted === now) return;
      muted = now;
      if (present) watchdog.watch(muted ? MUTED_MS : SILENT_MS);
    },
    isPresent: () => present && !muted,
    close: () => watchdog.rest(),
  };
}
