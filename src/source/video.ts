import type { Size } from '#core/types.ts';
import type { Frame } from './source.ts';

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

/** The picture the video shows now. VideoFrame costs the page's thread almost nothing (FACTS 6.1). */
export async function grab(video: HTMLVideoElement): Promise<Frame['image']> {
  return 'VideoFrame' in globalThis ? new VideoFrame(video) : createImageBitmap(video);
}

/**
 * Calls back once, with the next frame that the video has not given yet. `clock` turns the frame's
 * media time (seconds) into the source's clock (milliseconds). Returns a function that cancels.
 */
export function nextVideoFrame(
  video: HTMLVideoElement,
  clock: (mediaSeconds: number) => number,
  take: (frame: Frame) => void,
): () => void {
  let cancelled = false;
  const give = async (mediaSeconds: number) => {
    const at = clock(mediaSeconds);
    try {
      const image = await grab(video);
      if (cancelled) image.close();
      else take({ image, at });
    } catch {
      // The video has no picture at this moment (it is being wound, or the tab was hidden): the next one will do.
      if (!cancelled) wait();
    }
  };
  let stop = () => {};
  function wait(): void {
    if ('requestVideoFrameCallback' in video) {
      const handle = video.requestVideoFrameCallback((_now, frame) => void give(frame.mediaTime));
      stop = () => video.cancelVideoFrameCallback(handle);
    } else {
      stop = pollFrame(video, give);
    }
  }
  wait();
  return () => {
    cancelled = true;
    stop();
  };
}

/** For browsers without requestVideoFrameCallback: looks at each repaint whether the time has moved. */
function pollFrame(video: HTMLVideoElement, give: (mediaSeconds: number) => void): () => void {
  const element: HTMLVideoElement = video;
  const before = element.currentTime;
  let handle = requestAnimationFrame(function look() {
    if (element.currentTime !== before && element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      give(element.currentTime);
    } else {
      handle = requestAnimationFrame(look);
    }
  });
  return () => cancelAnimationFrame(handle);
}
