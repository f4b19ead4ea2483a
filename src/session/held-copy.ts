import type { Frame } from '#source/source.ts';

/** Longest side of a copy, pixels: as large as the pictures that the engine works on. */
const LONGEST = 1280;

/** Returns a function that copies pictures, scaled down if they are large; it returns null without memory for one. */
export function createHeldCopy(): (image: Frame['image']) => ImageBitmap | null {
  let canvas: OffscreenCanvas | null = null;
  return (image) => {
    const [wide, high] =
      'displayWidth' in image ? [image.displayWidth, image.displayHeight] : [image.width, image.height];
    const scale = Math.min(1, LONGEST / Math.max(wide, high));
    const width = Math.max(1, Math.round(wide * scale));
    const height = Math.max(1, Math.round(high * scale));
    try {
      canvas ??= new OffscreenCanvas(width, height);
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      const context = canvas.getContext('2d', { alpha: false });
      if (context === null) return null;
      context.drawImage(image, 0, 0, width, height);
      return canvas.transferToImageBitmap();
    } catch {
      return null;
    }
  };
}
