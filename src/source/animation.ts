/** Number of frames to search; blank beginnings are rarely longer, and every frame has to be decoded. */
const MOST_FRAMES = 60;
/** The picture is scaled down to this many squares per side. */
const SQUARES = 16;
/** Range of channel values (0…255) within which all squares are one colour, which allows for compression. */
const PLAIN = 8;

/** Whether a picture shows a single colour, or nothing. */
export function isBlank(image: ImageBitmap): boolean {
  const canvas = new OffscreenCanvas(SQUARES, SQUARES);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, SQUARES, SQUARES);
  return isPlain(context.getImageData(0, 0, SQUARES, SQUARES).data);
}

/** Whether every channel of RGBA pixels varies by at most PLAIN; the colour of transparent pixels does not count. */
export function isPlain(rgba: Uint8ClampedArray): boolean {
  const lowest = [255, 255, 255, 255];
  const highest = [0, 0, 0, 0];
  for (let i = 0; i < rgba.length; i++) {
    const channel = i % 4;
    const alpha = rgba[i - channel + 3] ?? 0;
    const value = channel === 3 ? alpha : ((rgba[i] ?? 0) * alpha) / 255;
    lowest[channel] = Math.min(lowest[channel] ?? 0, value);
    highest[channel] = Math.max(highest[channel] ?? 0, value);
  }
  return highest.every((value, channel) => value - (lowest[channel] ?? 0) <= PLAIN);
}

/**
 * The first frame after the first one that is not blank; the caller closes it. Returns null if the first 60 frames
 * are blank, if a frame is damaged, or if the browser has no ImageDecoder.
 *
 * @param type the file's MIME type.
 */
export async function laterFrame(
  file: Blob,
  type: string,
  colours: ColorSpaceConversion,
): Promise<ImageBitmap | null> {
  if (!('ImageDecoder' in globalThis)) return null;
  const data = await file.arrayBuffer();
  const decoder = new ImageDecoder({ data, type, colorSpaceConversion: colours, preferAnimation: true });
  try {
    // In Chromium the data may be complete before the tracks are known.
    await Promise.all([decoder.completed, decoder.tracks.ready]);
    const frames = Math.min(decoder.tracks.selectedTrack?.frameCount ?? 0, MOST_FRAMES);
    for (let frameIndex = 1; frameIndex < frames; frameIndex++) {
      const { image: frame } = await decoder.decode({ frameIndex });
      const image = await createImageBitmap(frame, { colorSpaceConversion: colours }).finally(() =>
        frame.close(),
      );
      if (!isBlank(image)) return image;
      image.close();
    }
  } catch {
    // A damaged frame ends the search; the first frame can still be shown.
  } finally {
    decoder.close();
  }
  return null;
}
