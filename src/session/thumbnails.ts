import type { DecodedPhoto } from '#source/stills.ts';

/** Number of thumbnails kept; older ones are released. */
const KEPT = 300;

/** Small pictures of photos, made when a row is shown and released after many newer ones. */
export interface Thumbnails {
  /** Resolves with a blob: address of a picture at most `side` pixels long; null if the file cannot be decoded. */
  of(id: number, file: File, side: number): Promise<string | null>;
  clear(): void;
}

/** Decodes a photo in the colours to be shown on the screen. */
export type DecodeForScreen = (file: File) => Promise<DecodedPhoto>;

interface Made {
  readonly side: number;
  readonly address: Promise<string | null>;
}

/** Creates an empty collection. */
export function createThumbnails(decode: DecodeForScreen): Thumbnails {
  const made = new Map<number, Made>();
  /** Photos are decoded one at a time: twenty photos of twenty megapixels would take a gigabyte. */
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
      // Re-inserted, because the map's order of insertion decides which entry is the oldest.
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

/** Decodes a file upright, with at most `longest` pixels on its long side; null if it cannot be decoded. */
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
