import type { Size } from '#core/types.ts';
import type { Grab } from './grab.ts';
import type { Frame } from './source.ts';

/** A video whose time moves for this long without a frame callback is watched by repaints, milliseconds. */
const SILENT_CALLBACK_MS = 500;

/**
 * Repaints find a new picture at most this often, milliseconds: a stream's time moves with every repaint, and a
 * screen of 120 Hz would have each picture taken four times.
 */
const SHORTEST_GAP_MS = 30;

/** A muted, inline video element: the only kind that may start by itself on phones. */
export function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  return video;
}

/** Waits for the first frame's size; rejects with the element's MediaError or after `timeoutMs`. */
export function waitForPicture(video: HTMLVideoElement, timeoutMs: number): Promise<Size> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      clearTimeout(timer);
      for (const name of ['loadeddata', 'error'] as const) video.removeEventListener(name, check);
      settle();
    };
    const check = () => {
      if (video.error) done(() => reject(video.error));
      else if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) done(() => resolve(videoSize(video)));
    };
    const timer = setTimeout(() => done(() => reject(new Error('no picture in time'))), timeoutMs);
    for (const name of ['loadeddata', 'error'] as const) video.addEventListener(name, check);
    check();
  });
}

export function videoSize(video: HTMLVideoElement): Size {
  return { width: video.videoWidth, height: video.videoHeight };
}

/** Turns a frame's media time and the element's position (seconds) into milliseconds; null drops the frame. */
export type FrameClock = (mediaSeconds: number, position: number) => number | null;

/** `FrameSource.nextFrame` for a video element, whose pictures come through `grab` and whose times through `clock`. */
export function createNextFrame(
  video: HTMLVideoElement,
  grab: Grab,
  clock: FrameClock,
): (take: (frame: Frame) => void) => () => void {
  const onNextPicture = createPictureWatch(video);
  return (take) => {
    let cancelled = false;
    let stop = () => {};
    const give = async (mediaSeconds: number) => {
      const at = clock(mediaSeconds, video.currentTime);
      if (at === null || document.hidden) {
        wait();
        return;
      }
      try {
        const image = await grab();
        if (cancelled) image.close();
        else take({ image, at });
      } catch {
        // The video has no picture at this moment (it is seeking, or the tab was hidden): the next one will do.
        if (!cancelled) wait();
      }
    };
    function wait(): void {
      stop = document.hidden ? onceShown(wait) : onNextPicture((mediaSeconds) => void give(mediaSeconds));
    }
    wait();
    return () => {
      cancelled = true;
      stop();
    };
  };
}

/** Calls back once the page is in the foreground; what it returns cancels. Nothing is read for nobody to see. */
function onceShown(show: () => void): () => void {
  const listeners = new AbortController();
  const look = () => {
    if (document.hidden) return;
    listeners.abort();
    show();
  };
  document.addEventListener('visibilitychange', look, { signal: listeners.signal });
  return () => listeners.abort();
}

/**
 * Calls back once, with the media time (seconds) of the next picture that the video shows; what it returns cancels.
 * Repaints are watched too: requestVideoFrameCallback is missing in older browsers, and WebKitGTK never calls it
 * where it paints without a compositor.
 */
function createPictureWatch(video: HTMLVideoElement): (show: (mediaSeconds: number) => void) => () => void {
  const knowsCallbacks = 'requestVideoFrameCallback' in video;
  let patience = knowsCallbacks ? SILENT_CALLBACK_MS : 0;
  let foundAt = 0;
  return (show) => {
    const before = video.currentTime;
    const since = performance.now();
    let callback = 0;
    let repaint = 0;
    const stop = () => {
      if (knowsCallbacks) video.cancelVideoFrameCallback(callback);
      cancelAnimationFrame(repaint);
    };
    const found = (mediaSeconds: number, nextPatience: number) => {
      stop();
      patience = nextPatience;
      foundAt = performance.now();
      show(mediaSeconds);
    };
    const look = () => {
      const moved = video.currentTime !== before && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
      const now = performance.now();
      const due = now - since >= patience && now - foundAt >= SHORTEST_GAP_MS;
      if (moved && due) found(video.currentTime, 0);
      else repaint = requestAnimationFrame(look);
    };
    if (knowsCallbacks) {
      // Where callbacks come at all they are to be trusted: the time of a camera that is frozen moves on.
      callback = video.requestVideoFrameCallback((_now, { mediaTime }) =>
        found(mediaTime, Number.POSITIVE_INFINITY),
      );
    }
    if (patience !== Number.POSITIVE_INFINITY) repaint = requestAnimationFrame(look);
    return stop;
  };
}
