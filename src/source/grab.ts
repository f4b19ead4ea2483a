import type { Frame } from './source.ts';

/** Returns the picture that a video element currently shows; rejects if it has none. */
export type Grab = () => Promise<Frame['image']>;

/** Larger pictures are scaled down, so that the main thread does not copy 33 MB for each frame of a 4K clip. */
const LONGEST_DRAWN_SIDE = 1280;

/**
 * Chooses how to take pictures from `video`. A VideoFrame costs the main thread almost nothing, but is only correct
 * in browsers that know its rotation. Firefox ESR 153 and WebKitGTK 2.50 ignore a clip's rotation or pixel aspect
 * ratio in VideoFrame and createImageBitmap, so there the video is drawn on a canvas.
 */
export function createGrab(video: HTMLVideoElement): Grab {
  if (framesAreAsShown()) return async () => new VideoFrame(video);
  return drawnGrab(video);
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

function drawnGrab(video: HTMLVideoElement): Grab {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async () => {
    const { videoWidth, videoHeight } = video;
    if (context === null || videoWidth === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      throw new DOMException('The video has no picture at this moment.', 'InvalidStateError');
    }
    const scale = Math.min(1, LONGEST_DRAWN_SIDE / Math.max(videoWidth, videoHeight));
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
}
