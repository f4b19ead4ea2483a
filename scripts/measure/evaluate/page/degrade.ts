import type { Degradation } from '../lab-wire.ts';

/** Standard deviation of the noise of a dim camera, grey levels. */
const NOISE = 3;

/**
 * A worse copy of the picture; closes the original. A face that is narrower than a wanted width stays as it is.
 *
 * @param face width of the face in pixels of the picture.
 */
export function degrade(image: ImageBitmap, { kind, amount }: Degradation, face: number): ImageBitmap {
  const scale = kind === 'small' ? Math.min(1, amount / face) : 1;
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new RangeError(`no canvas of ${width} × ${height}`);
  context.imageSmoothingQuality = 'high';
  if (kind === 'blur') {
    const sigma = amount * face;
    const margin = Math.ceil(3 * sigma);
    context.filter = `blur(${sigma}px)`;
    context.drawImage(withMargin(image, margin), -margin, -margin);
  } else context.drawImage(image, 0, 0, width, height);
  if (kind === 'dark') {
    const pixels = context.getImageData(0, 0, width, height);
    darken(pixels.data, amount);
    context.putImageData(pixels, 0, 0);
  }
  image.close();
  return canvas.transferToImageBitmap();
}

/** The picture with a margin of itself, stretched: a blur needs something beyond the border, or it fades out there. */
function withMargin(image: ImageBitmap, margin: number): OffscreenCanvas {
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width + 2 * margin, height + 2 * margin);
  const context = canvas.getContext('2d');
  if (!context) throw new RangeError(`no canvas of ${canvas.width} × ${canvas.height}`);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  context.drawImage(image, margin, margin);
  return canvas;
}

/** Multiplies every channel by `gain` and adds noise, the same for every picture of a size. */
function darken(data: Uint8ClampedArray, gain: number): void {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let i = 0; i < data.length; i++) {
    if (i % 4 === 3) continue;
    const gaussian = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    data[i] = data[i]! * gain + NOISE * gaussian;
  }
}
