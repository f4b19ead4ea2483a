import type { ImageKind, Orientation } from './headers/facts.ts';

/**
 * A picture of each format in which browsers differ: 2 × 1 pixels with orientation 6. They were made with Pillow 13
 * by Image.new('RGB', (2, 1)).save(name, exif=…), the WebP lossless.
 */
const PROBES: { readonly [K in ImageKind]?: string } = {
  webp: 'UklGRlIAAABXRUJQVlA4WAoAAAAIAAAAAQAAAAAAVlA4TBEAAAAvAQAAAA8Q87//8x8OMqL/AQBFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA',
  png: 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAGmVYSWZNTQAqAAAACAABARIAAwAAAAEABgAAAAAAANZnS2kAAAAPSURBVHicY/jPwMDA8B8ABwAB/34IsdAAAAAASUVORK5CYII=',
  tiff: 'SUkqAAgAAAALAAABBAABAAAAAgAAAAEBBAABAAAAAQAAAAIBAwADAAAAkgAAAAMBAwABAAAAAQAAAAYBAwABAAAAAgAAABEBBAABAAAAmAAAABIBAwABAAAABgAAABUBAwABAAAAAwAAABYBBAABAAAAAQAAABcBBAABAAAABgAAABwBAwABAAAAAQAAAAAAAAAIAAgACAD/AAAAAP8=',
  avif: 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD1bWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAEdAAAALwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAAB0aXBycAAAAFRpcGNvAAAAFGlzcGUAAAAAAAAAAgAAAAEAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAAAlpcm90AwAAABhpcG1hAAAAAAAAAAEAAQUBAoMEhQAAADdtZGF0EgAKCBgAJogIaDQgMiETx4eGZQGGGH4VQAAA9m8rXFnagaXGL7efCJIzKyCso4w=',
};

/** A picture with half of its pixels missing; some browsers reject it, others fill in the rest. */
const CUT_JPEG =
  '/9j/2wBDADUlKC8oITUvKy88OTU/UIVXUElJUKN1e2GFwarLyL6qurfV8P//1eL/5re6////////////zv//////////////wAALCAAwABABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAgEA/8QAJRABAAIABAUFAQAAAAAAAAAAAQIRABIhMQMiQVFxgZGhsdHw/9oACAEBAAA/AIsTMRZQLQqSe9dt/jy+HzCgutURb6p2N7fzA4ciEKlZHen5/umJUUjGMs0q5e3o+nW/ONBqWgEb2ZaxfXClmJNvLbOpb0XffA==';

const answers = new Map<string, Promise<boolean>>();

/**
 * Whether this browser applies the orientation when it decodes pictures of this format. It is tested once, because
 * browsers differ: in 2026 none did so for WebP, and WebKitGTK did not for PNG and AVIF. Never rejects.
 */
export function appliesOrientation(kind: ImageKind): Promise<boolean> {
  const probe = PROBES[kind];
  return probe ? decodeProbe(probe, (image) => image.height > image.width, true) : Promise.resolve(true);
}

/** Whether this browser decodes a truncated picture as if it were whole. Never rejects. */
export function decodesTruncated(): Promise<boolean> {
  return decodeProbe(CUT_JPEG, () => true, false);
}

/** Tests a decoded probe, once per page; `otherwise` if the browser cannot decode it. */
function decodeProbe(
  probe: string,
  shows: (image: ImageBitmap) => boolean,
  otherwise: boolean,
): Promise<boolean> {
  const known = answers.get(probe);
  if (known) return known;
  const bytes = Uint8Array.from(atob(probe), (letter) => letter.charCodeAt(0));
  const answer = createImageBitmap(new Blob([bytes])).then(
    (image) => {
      const shown = shows(image);
      image.close();
      return shown;
    },
    () => otherwise,
  );
  answers.set(probe, answer);
  return answer;
}

/** Whether an orientation swaps width and height. */
const isQuarterTurned = (orientation: Orientation): boolean => orientation >= 5;

/**
 * The canvas transform from stored to upright pixels, as [a, b, c, d, e, f] of setTransform. `width` and `height` are
 * those of the stored picture. Source: EXIF 2.32, tag 0x0112.
 */
export function uprightTransform(
  orientation: Orientation,
  width: number,
  height: number,
): readonly [number, number, number, number, number, number] {
  switch (orientation) {
    case 1:
      return [1, 0, 0, 1, 0, 0];
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, height, 0];
    case 7:
      return [0, -1, -1, 0, height, width];
    case 8:
      return [0, -1, 1, 0, 0, width];
  }
}

/** Applies an orientation. Closes `image` and returns another one, unless it is upright already. */
export function upright(image: ImageBitmap, orientation: Orientation): ImageBitmap {
  if (orientation === 1) return image;
  const { width, height } = image;
  const turned = isQuarterTurned(orientation);
  const canvas = new OffscreenCanvas(turned ? height : width, turned ? width : height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas to turn the picture on');
  context.setTransform(...uprightTransform(orientation, width, height));
  context.drawImage(image, 0, 0);
  image.close();
  return canvas.transferToImageBitmap();
}
