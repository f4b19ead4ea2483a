import { createEmitter } from './events.ts';
import { createGrabber, grabIfVisible } from './grab.ts';
import type { CameraDevice, FrameSource, LiveKind, SourceEvent, SourceFailure } from './source.ts';
import { createNextFrame, createVideo, videoSize, waitForPicture } from './video.ts';

/** A camera without a picture for this long counts as busy. */
const FIRST_PICTURE_MS = 10_000;

interface StreamOptions {
  readonly kind: LiveKind;
  readonly label: string;
  readonly camera: CameraDevice | null;
  readonly userFacing: boolean;
  /** The failure to report when the stream's track ends by itself. */
  readonly whenEnded: SourceFailure;
}

/** play() was refused: some browsers require a tap even for a muted video (low-power mode, autoplay settings). */
export class PlaybackRefused extends Error {}

/**
 * Opens a MediaStream (camera, screen) as a source. Rejects with PlaybackRefused, or with an error if there is no
 * picture in time; the stream is then stopped.
 */
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
  const { grab, setWhole } = createGrabber(video);
  const openedAt = performance.now();
  const ended = () => events.emit({ type: 'ended', failure: options.whenEnded });
  const listeners = new AbortController();
  const { signal } = listeners;
  track?.addEventListener('ended', ended, { signal });
  track?.addEventListener('mute', () => events.emit({ type: 'muted', muted: true }), { signal });
  track?.addEventListener('unmute', () => events.emit({ type: 'muted', muted: false }), { signal });
  video.addEventListener('resize', () => events.emit({ type: 'resized' }), { signal });
  // On phones the element is paused during a call or in the background, and is not resumed automatically.
  let wanted = true;
  const resume = () => {
    if (wanted && video.paused && !document.hidden) void video.play().catch(() => undefined);
  };
  track?.addEventListener('unmute', resume, { signal });
  video.addEventListener('pause', resume, { signal });
  document.addEventListener('visibilitychange', resume, { signal });
  return {
    kind: options.kind,
    label: options.label,
    get size() {
      return videoSize(video);
    },
    camera: options.camera,
    userFacing: options.userFacing,
    file: null,
    video,
    playback: null,
    // In some browsers a stream's media time does not advance, so the page's clock is used.
    nextFrame: createNextFrame(video, grab, () => performance.now() - openedAt),
    async currentFrame() {
      const image = await grabIfVisible(grab);
      return image && { image, at: performance.now() - openedAt };
    },
    play() {
      wanted = true;
      resume();
    },
    pause() {
      wanted = false;
      video.pause();
    },
    seek: () => {},
    setWhole,
    setRate: () => {},
    setLoop: () => {},
    async narrow(width) {
      const { width: from, height } = videoSize(video);
      if (options.kind !== 'camera' || !track || from === 0) return false;
      const wanted = { width: { ideal: width }, height: { ideal: Math.round((height * width) / from) } };
      await track.applyConstraints({ ...track.getConstraints(), ...wanted }).catch(() => undefined);
      // Some cameras have one size only, and browsers resolve nevertheless.
      return (track.getSettings().width ?? from) <= width;
    },
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
