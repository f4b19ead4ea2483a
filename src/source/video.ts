import type { Size } from '#core/types.ts';
import type { Grab } from './grab.ts';
import type { Frame } from './source.ts';

/** A video whose time advances for this long without a frame callback is polled at repaints, milliseconds. */
const SILENT_CALLBACK_MS = 500;
/**
 * Shortest time between two pictures when polling, milliseconds. A stream's time advances with every repaint, so at
 * 120 Hz each picture would be taken four times.
 */
const SHORTEST_GAP_MS = 30;

/** Videos for which this browser has reported a frame by callback. */
const calledBack = new WeakSet<HTMLVideoElement>();

/** A muted, inline video element, which is the only kind that may start by itself on phones. */
export function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  // Watch from the beginning, because a slide show may have no other frame for seconds.
  if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => calledBack.add(video));
  return video;
}

/** Waits for the first frame and returns its size; rejects with the element's MediaError or after `timeoutMs`. */
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

/** Size of the video's picture in pixels; 0 × 0 before it is known. */
export function videoSize(video: HTMLVideoElement): Size {
  return { width: video.videoWidth, height: video.videoHeight };
}

/** Converts a frame's media time and the element's position (seconds) to milliseconds; null drops the frame. */
export type FrameClock = (mediaSeconds: number, position: number) => number | null;

/** `FrameSource.nextFrame` for a video element; `grab` takes the pictures and `clock` provides their times. */
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
        // The video has no picture now (it is seeking, or the tab was hidden), so wait for the next one.
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

/** Calls back once the page is in the foreground, since hidden pages read nothing. Returns a function that cancels. */
function onceShown(show: () => void): () => void {
  const listeners = new AbortController();
  const check = () => {
    if (document.hidden) return;
    listeners.abort();
    show();
  };
  document.addEventListener('visibilitychange', check, { signal: listeners.signal });
  return () => listeners.abort();
}

/**
 * Returns a function that calls back once with the media time (seconds) of the video's next picture, and returns a
 * function that cancels.
 *
 * Repaints are polled as well: requestVideoFrameCallback is missing in older browsers, and WebKitGTK never calls it
 * without a compositor. After one callback the browser is trusted, because a slide show may pause for seconds.
 */
function createPictureWatch(video: HTMLVideoElement): (show: (mediaSeconds: number) => void) => () => void {
  const knowsCallbacks = 'requestVideoFrameCallback' in video;
  let isPolled = !knowsCallbacks;
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
    const found = (mediaSeconds: number) => {
      stop();
      foundAt = performance.now();
      show(mediaSeconds);
    };
    const look = () => {
      const moved = video.currentTime !== before && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
      const now = performance.now();
      isPolled ||= moved && !calledBack.has(video) && now - since >= SILENT_CALLBACK_MS;
      if (moved && isPolled && now - foundAt >= SHORTEST_GAP_MS) found(video.currentTime);
      else if (!calledBack.has(video)) repaint = requestAnimationFrame(look);
    };
    if (knowsCallbacks) {
      callback = video.requestVideoFrameCallback((_now, { mediaTime }) => {
        calledBack.add(video);
        found(mediaTime);
      });
    }
    if (!calledBack.has(video)) repaint = requestAnimationFrame(look);
    return stop;
  };
}
