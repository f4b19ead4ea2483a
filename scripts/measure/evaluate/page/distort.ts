import type { PictureRequest } from '../lab-wire.ts';

/** Standard deviation of the blur as a share of the face's width. */
const BLUR_SHARE = 0.04;
/** Factor on every channel. */
const DARK = 0.2;
/** Width to which a face is scaled down, in pixels. */
const SMALL_FACE = 32;
const TURN_DEGREES = 30;
const COLUMNS = 4;
const ROWS = 2;
/** Grey around a rotated picture, so that its edges have little contrast with dark and with bright pictures. */
const GROUND = '#808080';

/**
 * Returns a distorted copy of the picture and closes the original. A rotated picture has a larger canvas, so that
 * nothing is cut off. A face below 32 pixels is not scaled.
 */
export function distort(image: ImageBitmap, { change, faceShare }: PictureRequest): ImageBitmap {
  if (!change) return image;
  const { width, height } = image;
  const face = Math.max(1, faceShare * width);
  switch (change) {
    case 'blur':
      // The sharp picture is drawn first, because the blurred one becomes transparent at the borders.
      return draw(image, width, height, (context) => {
        context.drawImage(image, 0, 0);
        context.filter = `blur(${BLUR_SHARE * face}px)`;
        context.drawImage(image, 0, 0);
      });
    case 'dark':
      return draw(image, width, height, (context) => {
        context.filter = `brightness(${DARK})`;
        context.drawImage(image, 0, 0);
      });
    case 'small': {
      const scale = Math.min(1, SMALL_FACE / face);
      const w = Math.max(1, Math.round(width * scale));
      const h = Math.max(1, Math.round(height * scale));
      return draw(image, w, h, (context) => context.drawImage(image, 0, 0, w, h));
    }
    case 'turned-left':
      return turn(image, -TURN_DEGREES);
    case 'turned-right':
      return turn(image, TURN_DEGREES);
    case 'eightfold':
      return draw(image, width * COLUMNS, height * ROWS, (context) => {
        for (let i = 0; i < COLUMNS * ROWS; i++) {
          context.drawImage(image, (i % COLUMNS) * width, Math.floor(i / COLUMNS) * height);
        }
      });
  }
}

function turn(image: ImageBitmap, degrees: number): ImageBitmap {
  const { width, height } = image;
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.abs(Math.sin(angle));
  const w = Math.ceil(width * cos + height * sin);
  const h = Math.ceil(width * sin + height * cos);
  return draw(image, w, h, (context) => {
    context.fillStyle = GROUND;
    context.fillRect(0, 0, w, h);
    context.translate(w / 2, h / 2);
    context.rotate(angle);
    context.drawImage(image, -width / 2, -height / 2);
  });
}

function draw(
  image: ImageBitmap,
  width: number,
  height: number,
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new RangeError(`no canvas of ${width} × ${height}`);
  context.imageSmoothingQuality = 'high';
  paint(context);
  image.close();
  return canvas.transferToImageBitmap();
}
