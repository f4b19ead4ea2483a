import type { Grab } from './grab.ts';
import type { Frame } from './source.ts';

/** Until two frames have told how far apart they lie, they are taken to lie this far, seconds. */
const USUAL_SPACING = 1 / 24;
/** Repaints to wait for a frame that is late; a guess about the spacing is worth fewer. */
const PATIENCE = 240;
const PATIENCE_GUESSING = 12;

/** Shows the frames of a paused video one by one. */
export interface Stepper {
  /** The picture at `seconds`: never the one before it, however busy the machine is. */
  pictureAt(seconds: number): Promise<Frame['image']>;
}

export function createStepper(video: HTMLVideoElement, grab: Grab): Stepper {
  let spacing: number | null = null;
  let lastStamp: number | null = null;

  /** A browser says "seeked" before its compositor has the frame: the frame's own timestamp tells. */
  function isLate(image: Frame['image'], seconds: number): boolean {
    if (!('timestamp' in image)) return false;
    return seconds - image.timestamp / 1e6 > (spacing ?? USUAL_SPACING) * 1.01;
  }

  /** Between two of its frames a video may have none at all for a moment. */
  async function grabWhenThere(): Promise<Frame['image']> {
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
      await windTo(video, seconds);
      let image = await grabWhenThere();
      const patience = spacing === null ? PATIENCE_GUESSING : PATIENCE;
      for (let waited = 0; waited < patience && isLate(image, seconds); waited++) {
        image.close();
        await new Promise(requestAnimationFrame);
        image = await grabWhenThere();
      }
      learnSpacing(image);
      return image;
    },
  };
}

/** Winds a paused video and waits until the browser says that it is there. */
function windTo(video: HTMLVideoElement, seconds: number): Promise<void> {
  if (video.currentTime === seconds && !video.seeking) return Promise.resolve();
  return new Promise((resolve) => {
    video.addEventListener('seeked', () => resolve(), { once: true });
    video.currentTime = seconds;
  });
}
