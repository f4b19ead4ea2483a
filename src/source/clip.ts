import { NEW_CLIP_CLOCK, nextClipTime, seekClock, timeBetweenFrames } from '#core/clip-clock.ts';
import { clipFailure } from './clip-failure.ts';
import { learnDuration } from './duration.ts';
import { createEmitter } from './events.ts';
import { createGrabber, grabIfVisible } from './grab.ts';
import type { FrameSource, Opened, Playback, SourceEvent } from './source.ts';
import { createStepper } from './stepper.ts';
import { createNextFrame, createVideo, videoSize, waitForPicture } from './video.ts';

const FIRST_PICTURE_MS = 15_000;
/**
 * A clip that ends sooner after its restart, or before half of its duration, did not restart and is left at its end.
 * WebKitGTK 2.50 cannot seek back in some local files, and would end hundreds of times a second.
 */
const SHORTEST_ROUND_MS = 300;

/** The video to open. */
export interface ClipRequest {
  readonly kind: 'clip' | 'sample';
  readonly name: string;
  /** The user's file, or alternative URLs, of which the first playable one is used. */
  readonly from: File | readonly { readonly url: string; readonly type: string }[];
  /** If false, the clip is paused until play() or frameAt(). */
  readonly autoplay: boolean;
}

/** Opens a video for playing, seeking and stepping. The source's clock is the clip's own time. */
export async function openClip(request: ClipRequest): Promise<Opened> {
  const video = createVideo();
  const address = addressOf(video, request.from);
  const release = () => {
    video.pause();
    video.removeAttribute('src');
    video.load();
    if (request.from instanceof File) URL.revokeObjectURL(address);
  };
  try {
    video.preload = 'auto';
    video.src = address;
    const size = await waitForPicture(video, FIRST_PICTURE_MS);
    if (size.width === 0 || size.height === 0) throw new Error('no frames');
    await learnDuration(video);
    const source = clipSource(video, request, release);
    if (request.autoplay) await video.play().catch(() => undefined);
    return { ok: true, source };
  } catch (error) {
    // Read these before release(), which resets the element.
    const known = {
      error: error instanceof MediaError ? error : video.error,
      soundAlone: video.readyState >= HTMLMediaElement.HAVE_METADATA && video.videoWidth === 0,
    };
    release();
    const failure = await clipFailure({
      name: request.name,
      file: request.from instanceof File ? request.from : null,
      ...known,
      canPlayType: (type) => video.canPlayType(type),
    });
    return { ok: false, failure };
  }
}

function addressOf(video: HTMLVideoElement, from: ClipRequest['from']): string {
  if (from instanceof File) return URL.createObjectURL(from);
  const playable = from.find((choice) => video.canPlayType(choice.type) !== '') ?? from[0];
  return playable?.url ?? '';
}

/** The user's file, or the one that is played of several addresses. */
async function fileOf(video: HTMLVideoElement, from: ClipRequest['from']): Promise<Blob> {
  if (from instanceof File) return from;
  const answer = await fetch(video.currentSrc);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.blob();
}

function clipSource(video: HTMLVideoElement, request: ClipRequest, release: () => void): FrameSource {
  const events = createEmitter<SourceEvent>();
  const listeners = new AbortController();
  const { grab, setWhole } = createGrabber(video);
  const stepper = createStepper(video, grab);
  let times = NEW_CLIP_CLOCK;
  let looping = true;
  let restartedAt = Number.NEGATIVE_INFINITY;
  /** Whether the clip was started and not paused by the user, so that it continues after its end. */
  let playing = false;

  const playback = (): Playback => ({
    duration: Number.isFinite(video.duration) ? video.duration : 0,
    position: video.currentTime,
    // A looping clip pauses briefly at its end; that is not a pause for the user.
    paused: video.paused && !(looping && playing && video.ended),
    loop: looping,
    rate: video.playbackRate,
  });
  const play = () => void video.play().catch(() => undefined);
  const emitPlayback = () => events.emit({ type: 'playback', playback: playback() });
  for (const name of ['play', 'pause', 'seeked', 'timeupdate', 'ratechange', 'ended', 'durationchange']) {
    video.addEventListener(name, emitPlayback, { signal: listeners.signal });
  }
  video.addEventListener(
    'seeking',
    () => {
      times = seekClock(times);
    },
    { signal: listeners.signal },
  );
  // With the element's own loop, WebKitGTK leaves the position at 0 and Firefox's media times continue past the end.
  video.addEventListener(
    'ended',
    () => {
      if (!looping || !playing) return;
      if (performance.now() - restartedAt < Math.min(SHORTEST_ROUND_MS, video.duration * 500)) {
        playing = false;
        emitPlayback();
        return;
      }
      restartedAt = performance.now();
      video.currentTime = 0;
      play();
    },
    { signal: listeners.signal },
  );
  video.addEventListener(
    'playing',
    () => {
      playing = true;
    },
    { signal: listeners.signal },
  );
  // Phones pause a clip while the page is in the background, and do not resume it.
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!document.hidden && playing && video.paused && !video.ended) play();
    },
    { signal: listeners.signal },
  );
  video.addEventListener('seeked', () => events.emit({ type: 'seeked' }), { signal: listeners.signal });
  video.addEventListener('resize', () => events.emit({ type: 'resized' }), { signal: listeners.signal });
  video.addEventListener(
    'error',
    () => events.emit({ type: 'ended', failure: { code: 'clip-broken', name: request.name } }),
    { signal: listeners.signal },
  );

  /** The clip's clock in milliseconds; emits `jumped` after a seek or a restart. */
  const clock = (mediaSeconds: number, position: number): number | null => {
    const next = nextClipTime(times, { frame: mediaSeconds * 1000, position: position * 1000 });
    times = next.clock;
    if (next.jumped) events.emit({ type: 'jumped' });
    return next.at;
  };

  return {
    kind: request.kind,
    label: request.name,
    get size() {
      return videoSize(video);
    },
    camera: null,
    userFacing: false,
    file: () => fileOf(video, request.from),
    video,
    get playback() {
      return playback();
    },
    nextFrame: createNextFrame(video, grab, clock),
    async currentFrame() {
      const image = video.seeking ? null : await grabIfVisible(grab);
      if (image === null) return null;
      // No frame was delivered since the seek, so this picture is the first one of the new position.
      if (times.seekFrames > 0) clock(video.currentTime, video.currentTime);
      times = timeBetweenFrames(times, video.currentTime * 1000);
      return { image, at: times.at ?? 0 };
    },
    play,
    pause() {
      playing = false;
      video.pause();
    },
    seek(seconds) {
      restartedAt = Number.NEGATIVE_INFINITY;
      video.currentTime = Math.min(Math.max(0, seconds), video.duration || 0);
      // Report the new position at once; otherwise the next key press would start from the old one.
      emitPlayback();
    },
    setWhole,
    setRate(rate) {
      video.playbackRate = rate;
    },
    setLoop(loop) {
      looping = loop;
      emitPlayback();
    },
    narrow: async () => false,
    async frameAt(seconds) {
      if (seconds >= video.duration) return null;
      return { image: await stepper.pictureAt(seconds), at: seconds * 1000 };
    },
    subscribe: events.subscribe,
    close() {
      listeners.abort();
      release();
    },
  };
}
