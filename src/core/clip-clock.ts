/**
 * The clock of a clip: converts the media times that a browser reports into times that only increase between jumps.
 * On a busy processor Firefox reports times up to 400 ms ahead and then steps back. Treating that as a seek would
 * drop all tracks.
 */
export interface ClipClock {
  /** The last time returned, milliseconds; null before the first frame. */
  readonly at: number | null;
  /** The media time of the last frame, milliseconds. */
  readonly media: number;
  /** For this many more frames a jump of the media time is attributed to a seek. */
  readonly seekFrames: number;
}

/** The interpretation of one frame's media time. */
export interface ClipTime {
  readonly clock: ClipClock;
  /** Milliseconds of the clip; null for a frame to drop because time did not advance. */
  readonly at: number | null;
  /** Whether the picture is unrelated to the previous one, so that all tracks are stale. */
  readonly jumped: boolean;
}

/** The clock before the first frame. */
export const NEW_CLIP_CLOCK: ClipClock = { at: null, media: 0, seekFrames: 0 };

/** After a seek a browser may still show frames of the old position, but fewer than this many. */
const SEEK_FRAMES = 6;
/** A seek by more than this is a jump, and so is any step back by at least this much (a loop), milliseconds. */
const JUMP_MS = 1000;
/** A media time further ahead of the element's position than this is wrong, milliseconds. */
const AHEAD_MS = 100;
/** Fraction of the real speed at which time runs until the clip catches up with a time returned too early. */
const CATCH_UP = 0.5;
/** While catching up, a frame counts at most this many milliseconds, so that a slow clip catches up at once. */
const LONGEST_STEP_MS = 40;

/** The clock after a seek, whether by the user or by a loop. */
export function seekClock(clock: ClipClock): ClipClock {
  return { ...clock, seekFrames: SEEK_FRAMES };
}

/** The two times that a browser reports with a frame, milliseconds. */
export interface MediaTimes {
  /** The frame's own media time. */
  readonly frame: number;
  /** The element's playback position when the frame was presented. */
  readonly position: number;
}

/**
 * The time of the next frame. It equals the media time, except after a step back without a seek: then it runs at
 * half speed until the media time catches up.
 */
export function nextClipTime(clock: ClipClock, times: MediaTimes): ClipTime {
  const media = mediaTime(clock, times);
  if (clock.at === null) return { clock: { ...clock, at: media, media }, at: media, jumped: false };
  const step = media - clock.media;
  const bySeek = clock.seekFrames > 0 && (step < 0 || step > JUMP_MS);
  if (bySeek || step <= -JUMP_MS) {
    return { clock: { at: media, media, seekFrames: 0 }, at: media, jumped: true };
  }
  const seekFrames = Math.max(0, clock.seekFrames - 1);
  if (step <= 0) return { clock: { at: clock.at, media, seekFrames }, at: null, jumped: false };
  const at = media > clock.at ? media : clock.at + Math.min(step, LONGEST_STEP_MS) * CATCH_UP;
  return { clock: { at, media, seekFrames }, at, jumped: false };
}

/**
 * The frame's media time, or the element's position if the media time is ahead of it. The position alone is not
 * enough: it advances between frames, and WebKitGTK leaves it at 0 after a native loop.
 */
function mediaTime({ at, media }: ClipClock, { frame, position }: MediaTimes): number {
  const ahead = at !== null && frame - position > AHEAD_MS && position > media;
  return ahead ? position : frame;
}

/**
 * The clock for a picture that is still shown when the clip is at `position`, milliseconds. Between two frames that
 * are far apart the clip's time advances; while it is paused it does not.
 */
export function timeBetweenFrames(clock: ClipClock, position: number): ClipClock {
  return { ...clock, at: Math.max(clock.at ?? position, position) };
}
