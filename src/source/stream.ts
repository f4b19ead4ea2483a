import { createEmitter } from './events.ts';
import { createGrab, grabIfVisible } from './grab.ts';
import type { CameraDevice, FrameSource, LiveKind, SourceEvent, SourceFailure } from './source.ts';
import { createNextFrame, createVideo, videoSize, waitForPicture } from './video.ts';

/** A camera that gives no picture for this long is taken for busy. */
const FIRST_PICTURE_MS = 10_000;

interface StreamOptions {
  readonly kind: LiveKind;
  readonly label: string;
  readonly camera: CameraDevice | null;
  readonly userFacing: boolean;
  /** What it means when the stream's track ends by itself. */
  readonly whenEnded: SourceFailure;
}

/** play() was refused: some browsers want a tap first, even for a muted video (low-power mode, autoplay settings). */
export class PlaybackRefused extends Error {}

/** A running source from a MediaStream (camera, screen). Rejects if no picture comes, or PlaybackRefused. */
export async function openStream(stream: MediaStream, options: StreamOptions): Promise<FrameSource> {
  const video = createVideo();
  const events = createEmitter<SourceEvent>();
  const track = stream.getVideoTracks()[0];
  const release = () => {
    for (const one of stream.getTracks()) one.stop();
    video.srcObject = null;
  };
  try {
    video.srcObject = stream;
    await Promise.all([waitForPicture(video, FIRST_PICTURE_MS), start(video)]);
  } catch (error) {
    release();
    throw error;
  }
  const grab = createGrab(video);
  const openedAt = performance.now();
  const ended = () => events.emit({ type: 'ended', failure: options.whenEnded });
  const listeners = new AbortController();
  const { signal } = listeners;
  track?.addEventListener('ended', ended, { signal });
  track?.addEventListener('mute', () => events.emit({ type: 'muted', muted: true }), { signal });
  track?.addEventListener('unmute', () => events.emit({ type: 'muted', muted: false }), { signal });
  video.addEventListener('resize', () => events.emit({ type: 'resized' }), { signal });
  // A call or a page in the background pauses the element on phones, and nothing else starts it again.
  let wanted = true;
  const goOn = () => {
    if (wanted && video.paused && !document.hidden) void video.play().catch(() => undefined);
  };
  track?.addEventListener('unmute', goOn, { signal });
  video.addEventListener('pause', goOn, { signal });
  document.addEventListener('visibilitychange', goOn, { signal });
  return {
    kind: options.kind,
    label: options.label,
    get size() {
      return videoSize(video);
    },
    camera: options.camera,
    userFacing: options.userFacing,
    video,
    playback: null,
    // A stream's media time stands still on some browsers; the page's clock does not.
    nextFrame: createNextFrame(video, grab, () => performance.now() - openedAt),
    async currentFrame() {
      const image = await grabIfVisible(grab);
      return image && { image, at: performance.now() - openedAt };
    },
    play() {
      wanted = true;
      goOn();
    },
    pause() {
      wanted = false;
      video.pause();
    },
    seek: () => {},
    setRate: () => {},
    setLoop: () => {},
    async frameAt(seconds) {
      return { image: await grab(), at: seconds * 1000 };
    },
    subscribe: events.subscribe,
    close() {
      listeners.abort();
      release();
    },
  };
}

async function start(video: HTMLVideoElement): Promise<void> {
  try {
    await video.play();
  } catch (error) {
    throw error instanceof DOMException && error.name === 'NotAllowedError' ? new PlaybackRefused() : error;
  }
}
