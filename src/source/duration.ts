const PATIENCE_MS = 5_000;
/** A time past the end of any clip, seconds; browsers then seek to the end and learn the duration. */
const PAST_THE_END = 1e9;

/**
 * Makes the browser determine an unknown duration: files of MediaRecorder do not contain one, and cannot be seeked
 * before it is known. Resolves at the beginning of the clip; never rejects. Each of its two seeks takes at most 5 s.
 */
export async function learnDuration(video: HTMLVideoElement): Promise<void> {
  if (Number.isFinite(video.duration)) return;
  await seekAndWait(video, PAST_THE_END, () => Number.isFinite(video.duration));
  await seekAndWait(video, 0, () => !video.seeking && video.currentTime === 0);
}

/** Seeks, and waits until `done` returns true or PATIENCE_MS have passed. */
function seekAndWait(video: HTMLVideoElement, seconds: number, done: () => boolean): Promise<void> {
  const names = ['durationchange', 'seeked', 'timeupdate', 'loadeddata'] as const;
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      for (const name of names) video.removeEventListener(name, check);
      resolve();
    };
    const check = () => {
      if (done()) end();
    };
    const timer = setTimeout(end, PATIENCE_MS);
    for (const name of names) video.addEventListener(name, check);
    video.currentTime = seconds;
  });
}
