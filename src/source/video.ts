import type { Size } from '#core/types.ts';
import type { Grab } from './grab.ts';
import type { Frame } from './source.ts';

/** A video whose time moves for this long without a frame callback is watched by repaints, milliseconds. */
const SILENT_CALLBACK_MS = 500;

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

/**
 * Calls back once, with the next frame that the video has not given yet. `clock` turns the frame's media time
 * and the element's position (seconds) into the source's clock (milliseconds); null drops the frame.
 * Returns a function that cancels.
 */
export function nextVideoFrame(
  video: HTMLVideoElement,
  grab: Grab,
  clock: (mediaSeconds: number, position: number) => number | null,
  take: (frame: Frame) => void,
): () => void {
  let cancelled = false;
  let stop = () => {};
  const give = async (mediaSeconds: number) => {
    const at = clock(mediaSeconds, video.currentTime);
    if (at === null) {
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
    stop = onNextPicture(video, (mediaSeconds) => void give(mediaSeconds));
  }
  wait();
  return () => {
    cancelled = true;
    stop();
  };
}

/**
 * Calls back once, with the media time (seconds) of the next picture that the video shows. Watches repaints too:
 * requestVideoFrameCallback is missing in older browsers, and WebKitGTK without a compositor never calls it.
 */
function onNextPicture(video: HTMLVideoElement, show: (mediaSeconds: number) => void): () => void {
  const before = video.currentTime;
  const since = performance.now();
  const callsBack = 'requestVideoFrameCallback' in video;
  let callback = 0;
  let repaint = 0;
  const stop = () => {
    if (callsBack) video.cancelVideoFrameCallback(callback);
    cancelAnimationFrame(repaint);
  };
  const found = (mediaSeconds: number) => {
    stop();
    show(mediaSeconds);
  };
  const look = () => {
    const moved = video.currentTime !== before && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    const patience = callsBack ? SILENT_CALLBACK_MS : 0;
    if (moved && performance.now() - since >= patience) found(video.currentTime);
    else repaint = requestAnimationFrame(look);
  };
  if (callsBack) callback = video.requestVideoFrameCallback((_now, frame) => found(frame.mediaTime));
  repaint = requestAnimationFrame(look);
  return stop;
}
