import type { Grab } from './grab.ts';
import type { Frame } from './source.ts';

/** Assumed time between frames until two frames have been seen, seconds. */
const USUAL_SPACING = 1 / 24;
/** Repaints to wait for a late frame. */
const PATIENCE = 240;
/** Repaints to wait for a late frame while the spacing is only assumed. */
const PATIENCE_GUESSING = 12;

/** Shows the frames of a paused video one by one. */
export interface Stepper {
  /** The picture at `seconds`, not the previous one even on a busy machine. Rejects if the video has no picture. */
  pictureAt(seconds: number): Promise<Frame['image']>;
}

/** A stepper for `video`, which takes its pictures by `grab`. */
export function createStepper(video: HTMLVideoElement, grab: Grab): Stepper {
  let spacing: number | null = null;
  let lastStamp: number | null = null;

  /** Browsers fire "seeked" before the compositor has the frame, so the frame's own timestamp is checked. */
  function isLate(image: Frame['image'], seconds: number): boolean {
    if (!('timestamp' in image)) return false;
    return seconds - image.timestamp / 1e6 > (spacing ?? USUAL_SPACING) * 1.01;
  }

  /** Retries, because between two frames a video may briefly have no picture. */
  async function grabWhenAvailable(): Promise<Frame['image']> {
    for (let waited = 0; ; waited++) {
      try {
        return await grab();
      } catch (error) {
        if (waited >= PATIENCE) throw error;
      }
      await new Promise(requestAnimationFrame);
    }
  }

  function learnSpacing(image: Frame['image']): void {
    if (!('timestamp' in image)) return;
    const stamp = image.timestamp / 1e6;
    const apart = lastStamp === null ? 0 : Math.abs(stamp - lastStamp);
    if (apart > 1e-3) spacing = Math.min(spacing ?? Number.POSITIVE_INFINITY, apart);
    lastStamp = stamp;
  }

  return {
    async pictureAt(seconds) {
      await seekTo(video, seconds);
      let image = await grabWhenAvailable();
      const patience = spacing === null ? PATIENCE_GUESSING : PATIENCE;
      for (let waited = 0; waited < patience && isLate(image, seconds); waited++) {
        image.close();
        await new Promise(requestAnimationFrame);
        image = await grabWhenAvailable();
      }
      learnSpacing(image);
      return image;
    },
  };
}

/** Seeks a paused video and waits for "seeked". */
function seekTo(video: HTMLVideoElement, seconds: number): Promise<void> {
  if (video.currentTime === seconds && !video.seeking) return Promise.resolve();
  return new Promise((resolve) => {
    video.addEventListener('seeked', () => resolve(), { once: true });
    video.currentTime = seconds;
  });
}
