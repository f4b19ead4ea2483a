import type { Picture } from '#core/types.ts';
import { copyRgba, type PixelPaths } from './pixel-probe.ts';

/** Longest side in pixels of a still; larger ones are scaled down. */
const LONGEST_SIDE = 2048;
/** Longest side in pixels of a live frame, which has 33 ms. The detector uses 192 pixels and a crop 96. */
const LONGEST_LIVE_SIDE = 1280;

/** Reads the pixels of frames. It reuses its buffers, so a picture is valid only until the next is read. */
export interface PictureReader {
  /** RGBA of the image as displayed (rotation applied). Does not close the image. */
  read(image: VideoFrame | ImageBitmap, kind: 'live' | 'still'): Promise<Picture>;
}

/** Creates a reader that uses the paths which probePixels found to be correct in this browser. */
export function createPictureReader({ copies, draws }: PixelPaths): PictureReader {
  let pixels = new Uint8ClampedArray(0);
  let canvas: OffscreenCanvas | null = null;

  /** Null if copyTo refuses this frame or returns another format. */
  async function copyFrame(frame: VideoFrame): Promise<Picture | null> {
    const width = frame.displayWidth;
    const height = frame.displayHeight;
    if (pixels.length !== width * height * 4) pixels = new Uint8ClampedArray(width * height * 4);
    try {
      return (await copyRgba(frame, pixels)) ? { width, height, data: pixels } : null;
    } catch (error) {
      if (error instanceof DOMException || error instanceof TypeError) return null;
      throw error;
    }
  }

  async function draw(image: VideoFrame | ImageBitmap, width: number, height: number): Promise<Picture> {
    canvas ??= new OffscreenCanvas(width, height);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new RangeError('no canvas of this size can be had');
    context.imageSmoothingQuality = 'high';
    context.clearRect(0, 0, width, height);
    const bitmap = draws === 'bitmap' && 'format' in image ? await createImageBitmap(image) : null;
    context.drawImage(bitmap ?? image, 0, 0, width, height);
    bitmap?.close();
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  }

  return {
    async read(image, kind) {
      const { width, height } = shownSize(image);
      const longest = kind === 'live' ? LONGEST_LIVE_SIDE : LONGEST_SIDE;
      const scale = Math.min(1, longest / Math.max(width, height));
      if (scale === 1 && 'format' in image && copiesAsShown(image) && (copies || image.format === 'RGBA')) {
        const copied = await copyFrame(image);
        if (copied !== null) return copied;
      }
      return draw(image, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    },
  };
}

function shownSize(image: VideoFrame | ImageBitmap): { width: number; height: number } {
  return 'displayWidth' in image
    ? { width: image.displayWidth, height: image.displayHeight }
    : { width: image.width, height: image.height };
}

/** copyTo returns the visible rectangle unscaled and unrotated, which is right only if it is displayed that way. */
function copiesAsShown(frame: VideoFrame & { rotation?: number; flip?: boolean }): boolean {
  const visible = frame.visibleRect;
  return (
    visible !== null &&
    visible.width === frame.displayWidth &&
    visible.height === frame.displayHeight &&
    !frame.rotation &&
    !frame.flip
  );
}
