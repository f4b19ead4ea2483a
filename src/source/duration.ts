const PATIENCE_MS = 5_000;
/** Far past the end of any clip, seconds; browsers go to the end then and learn where it is. */
const PAST_THE_END = 1e9;

/**
 * Makes the browser find out how long a clip is that does not say: files of MediaRecorder have no duration, and
 * cannot be seeked before it is known. Resolves at the beginning of the clip, after 5 s at the latest.
 */
export async function learnDuration(video: HTMLVideoElement): Promise<void> {
  if (Number.isFinite(video.duration)) return;
  await seekAndWait(video, PAST_THE_END, () => Number.isFinite(video.duration));
  await seekAndWait(video, 0, () => !video.seeking && video.currentTime === 0);
}

/** Seeks, and waits until `done` holds or the patience is over. */
function seekAndWait(video: HTMLVideoElement, seconds: number, done: () => boolean): Promise<void> {
  const names = ['durationchange', 'seeked', 'timeupdate', 'loadeddata'] as const;
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      for (const name of names) video.removeEventListener(name, look);
      resolve();
    };
    const look = () => {
      if (done()) end();
    };
    const timer = setTimeout(end, PATIENCE_MS);
    for (const name of names) video.addEventListener(name, look);
    video.currentTime = seconds;
  });
}
