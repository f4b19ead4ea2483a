/** Size of a copy, pixels. */
const WIDTH = 64;
const HEIGHT = 36;

/**
 * Returns a function that copies the picture that a video shows: RGBA bytes of 64 × 36 single pixels of it, because
 * their mean would lose the sensor's noise. Null if there is no picture, or no canvas.
 */
export function createSmallCopy(): (video: HTMLVideoElement) => Uint8ClampedArray | null {
  let context: CanvasRenderingContext2D | null = null;
  return (video) => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return null;
    context ??= createContext();
    if (context === null) return null;
    context.drawImage(video, 0, 0, WIDTH, HEIGHT);
    return context.getImageData(0, 0, WIDTH, HEIGHT).data;
  };
}

function createContext(): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context) context.imageSmoothingEnabled = false;
  return context;
}
