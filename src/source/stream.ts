import { createEmitter } from './events.ts';
import { createGrab, grabbed } from './grab.ts';
import type { FrameSource, LiveKind, SourceEvent, SourceFailure } from './source.ts';
import { createNextFrame, createVideo, videoSize, waitForPicture } from './video.ts';

/** A camera that gives no picture for this long is taken for busy. */
const FIRST_PICTURE_MS = 10_000;

interface StreamOptions {
  readonly kind: LiveKind;
  readonly label: string;
  readonly userFacing: boolean;
  /** What it means when the stream's track ends by itself. */
  readonly whenEnded: SourceFailure;
}

/** A running source from a MediaStream (camera, screen). Rejects if no picture comes. */
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
    await Promise.all([waitForPicture(video, FIRST_PICTURE_MS), video.play()]);
  } catch (error) {
    release();
    throw error;
  }
  const grab = createGrab(video);
  const openedAt = performance.now();
  const ended = () => events.emit({ type: 'ended', failure: options.whenEnded });
  track?.addEventListener('ended', ended);
  return {
    kind: options.kind,
    label: options.label,
    get size() {
      return videoSize(video);
    },
    userFacing: options.userFacing,
    video,
    playback: null,
    // A stream's media time stands still on some browsers; the page's clock does not.
    nextFrame: createNextFrame(video, grab, () => performance.now() - openedAt),
    async currentFrame() {
      const image = await grabbed(grab);
      return image && { image, at: performance.now() - openedAt };
    },
    play: () => void video.play().catch(() => undefined),
    pause: () => video.pause(),
    seek: () => {},
    setRate: () => {},
    setLoop: () => {},
    async frameAt(seconds) {
      return { image: await grab(), at: seconds * 1000 };
    },
    subscribe: events.subscribe,
    close() {
      track?.removeEventListener('ended', ended);
      release();
    },
  };
}
