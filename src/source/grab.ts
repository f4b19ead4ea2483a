import type { Frame } from './source.ts';

/** Returns the picture that a video element currently shows; rejects if it has none. */
export type Grab = () => Promise<Frame['image']>;

/** How pictures are taken from a video element. */
export interface Grabber {
  readonly grab: Grab;
  /** Whether pictures that must be drawn are taken at the video's full size. At first they are not. */
  setWhole(whole: boolean): void;
}

/** Larger pictures are scaled down, so that the main thread does not copy 33 MB for each frame of a 4K clip. */
const LONGEST_DRAWN_SIDE = 1280;

/**
 * Chooses how to take pictures from `video`. A VideoFrame costs the main thread almost nothing, but is only correct
 * in browsers that know its rotation. Firefox ESR 153 and WebKitGTK 2.50 ignore a clip's rotation or pixel aspect
 * ratio in VideoFrame and createImageBitmap, so there the video is drawn on a canvas.
 */
export function createGrabber(video: HTMLVideoElement): Grabber {
  if (framesAreAsShown()) return { grab: async () => new VideoFrame(video), setWhole: () => {} };
  return drawnGrabber(video);
}

/** The picture that the video currently shows; null if it has none or the page is hidden. */
export async function grabIfVisible(grab: Grab): Promise<Frame['image'] | null> {
  if (document.hidden) return null;
  return grab().catch(() => null);
}

/** Whether `new VideoFrame(video)` has the rotation with which the element shows the picture. */
export function framesAreAsShown(): boolean {
  return typeof VideoFrame !== 'undefined' && 'rotation' in VideoFrame.prototype;
}

function drawnGrabber(video: HTMLVideoElement): Grabber {
  let longest = LONGEST_DRAWN_SIDE;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const grab: Grab = async () => {
    const { videoWidth, videoHeight } = video;
    if (context === null || videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      throw new DOMException('The video has no picture at this moment.', 'InvalidStateError');
    }
    const scale = Math.min(1, longest / Math.max(videoWidth, videoHeight));
    const width = Math.max(1, Math.round(videoWidth * scale));
    const height = Math.max(1, Math.round(videoHeight * scale));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.imageSmoothingQuality = 'high';
    context.drawImage(video, 0, 0, width, height);
    if (typeof VideoFrame === 'undefined') return createImageBitmap(canvas);
    const { data } = context.getImageData(0, 0, width, height);
    const layout: VideoFrameBufferInit & { readonly transfer: readonly ArrayBuffer[] } = {
      format: 'RGBA',
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round(video.currentTime * 1e6),
      transfer: [data.buffer],
    };
    return new VideoFrame(data, layout);
  };
  return {
    grab,
    setWhole(whole) {
      longest = whole ? Number.POSITIVE_INFINITY : LONGEST_DRAWN_SIDE;
    },
  };
}
