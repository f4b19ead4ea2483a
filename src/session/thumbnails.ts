import type { DecodedPhoto } from '#source/stills.ts';

/** Rows scrolled away give up their thumbnails beyond this many. */
const KEPT = 300;

/** Small pictures of photos, made when a row is shown and forgotten when many newer ones are. */
export interface Thumbnails {
  /** A blob: address of a picture `side` pixels long, or null if the file is no picture. */
  of(id: number, file: File, side: number): Promise<string | null>;
  clear(): void;
}

/** A photo in the colours that the screen should show. */
export type DecodeForScreen = (file: File) => Promise<DecodedPhoto>;

interface Made {
  readonly side: number;
  readonly address: Promise<string | null>;
}

export function createThumbnails(decode: DecodeForScreen): Thumbnails {
  const made = new Map<number, Made>();
  /** One at a time: decoding twenty photos of twenty megapixels at once is a gigabyte. */
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn(file: File, side: number): Promise<string | null> {
    const address = turn.then(() => makeThumbnail(file, side, decode)).catch(() => null);
    turn = address;
    return address;
  }

  const release = (address: Promise<string | null> | undefined) =>
    void address?.then((url) => url && URL.revokeObjectURL(url));

  return {
    of(id, file, side) {
      const before = made.get(id);
      const kept = before && before.side >= side ? before : { side, address: inTurn(file, side) };
      if (before && before !== kept) release(before.address);
      // Set again, it is the youngest.
      made.delete(id);
      made.set(id, kept);
      if (made.size > KEPT) {
        const [oldest] = made.keys();
        if (oldest !== undefined) {
          release(made.get(oldest)?.address);
          made.delete(oldest);
        }
      }
      return kept.address;
    },
    clear() {
      for (const { address } of made.values()) release(address);
      made.clear();
    },
  };
}

async function makeThumbnail(file: File, side: number, decode: DecodeForScreen): Promise<string | null> {
  const decoded = await decode(file);
  if (!decoded.ok) return null;
  const { image } = decoded;
  const canvas = drawScaled(image, side);
  image.close();
  if (!canvas) return null;
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 }));
}

function drawScaled(image: ImageBitmap, longest: number): OffscreenCanvas | null {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  return canvas;
}

/** A file's picture, upright, at most `longest` pixels on its long side; null if it is no picture. */
export async function scaledPhoto(
  file: File,
  longest: number,
  decode: DecodeForScreen,
): Promise<ImageBitmap | null> {
  const decoded = await decode(file);
  if (!decoded.ok) return null;
  const { image } = decoded;
  if (Math.max(image.width, image.height) <= longest) return image;
  const canvas = drawScaled(image, longest);
  image.close();
  return canvas?.transferToImageBitmap() ?? null;
}
