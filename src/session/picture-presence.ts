import { createWatchdog, type Timers } from './watchdog.ts';

/** After this long without a new picture the camera counts as silent. */
const SILENT_MS = 3_000;
/** A muted camera counts as silent only after this time, because the system may mute it for a moment. */
const MUTED_MS = 1_000;

/** Tracks whether a camera delivers pictures: a call or another program can stop them without ending the stream. */
export interface PicturePresence {
  /** Reports a new picture. Returns false if it must be ignored: a muted camera may deliver black ones. */
  frame(): boolean;
  muted(muted: boolean): void;
  isPresent(): boolean;
  close(): void;
}

/** Calls `changed(false)` when the pictures stop, and `changed(true)` once they come again. */
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
    close: () => watchdog.stop(),
  };
}
