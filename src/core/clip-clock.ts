/**
 * The clock of a clip: turns the media times that a browser reports for its frames into times that only run
 * forwards between two jumps. Firefox reports times up to 400 ms ahead and then returns, when the processor is
 * busy; everybody would be forgotten if that counted as a seek.
 */
export interface ClipClock {
  /** The time last given, milliseconds; null before the first frame. */
  readonly at: number | null;
  /** The media time of the last frame, milliseconds. */
  readonly media: number;
  /** For this many more frames a jump of the media time is what a seek did. */
  readonly seekFrames: number;
}

/** What one frame's media time means. */
export interface ClipTime {
  readonly clock: ClipClock;
  /** Milliseconds of the clip; null for a frame that must be dropped, since time did not move forwards. */
  readonly at: number | null;
  /** Whether the picture has nothing to do with the one before: what was tracked is stale. */
  readonly jumped: boolean;
}

export const NEW_CLIP_CLOCK: ClipClock = { at: null, media: 0, seekFrames: 0 };

/** After a seek a browser may still show frames of the old position; the new one is there within this many. */
const SEEK_FRAMES = 6;
/** A seek that moves further than this is a jump, and so is any step back by as much (a loop), milliseconds. */
const JUMP_MS = 1000;
/** A frame whose media time is further ahead of the element's position than this has a wrong one, milliseconds. */
const AHEAD_MS = 100;
/** Share of the real speed at which time runs until the clip has caught up with a time that was given too early. */
const CATCH_UP = 0.5;
/** A frame counts as at most this many milliseconds meanwhile, so that a slow clip catches up at its first frame. */
const LONGEST_STEP_MS = 40;

/** The clock after the clip was seeked, by a person or by starting again. */
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
 * The time of the next frame. Times given are media times, except for a moment after a step back that no seek
 * explains: then they run at half speed, until both are equal again.
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
 * The frame's media time, or the element's position where the media time runs ahead of it. The position alone
 * is not enough: it runs on between frames, and WebKitGTK leaves it at 0 after a native loop.
 */
function mediaTime({ at, media }: ClipClock, { frame, position }: MediaTimes): number {
  const ahead = at !== null && frame - position > AHEAD_MS && position > media;
  return ahead ? position : frame;
}

/**
 * The clock at a picture that is still shown when the clip is at `position`, milliseconds: the clip's own time goes
 * on between two frames that are far apart, and stands still where the clip is paused.
 */
export function timeBetweenFrames(clock: ClipClock, position: number): ClipClock {
  return { ...clock, at: Math.max(clock.at ?? position, position) };
}
