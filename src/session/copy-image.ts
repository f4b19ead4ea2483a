import type { Frame } from '#source/source.ts';

/** A copy that outlives the original, which a worker may take over meanwhile; null if the browser has no memory for it. */
export async function copyImage(image: Frame['image']): Promise<Frame['image'] | null> {
  try {
    return 'clone' in image ? image.clone() : await createImageBitmap(image);
  } catch {
    return null;
  }
}
