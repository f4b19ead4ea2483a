import { scaleResult } from '#core/scale-result.ts';
import type { Result } from '#core/types.ts';
import { copyImage } from './copy-image.ts';
import type { EngineControl } from './engine-control.ts';

/** A picture is not read if the engine restarts meanwhile, or if the user cancels the photo that is being read. */
const ATTEMPTS = 4;

/**
 * Searches a picture for every face, as thoroughly as a photo. Waits until the engine runs, takes the picture and closes
 * it. Resolves with faces in the picture's own pixels; null if it cannot be read. Never rejects.
 */
export async function searchFaces(
  engine: Pick<EngineControl, 'host' | 'running'>,
  picture: ImageBitmap,
): Promise<Result | null> {
  const size = { width: picture.width, height: picture.height };
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await engine.running();
      const image = await copyImage(picture);
      if (image === null) return null;
      const answer = await engine.host.read({ image, at: 0 }, 'still');
      if (answer.ok) return scaleResult(answer.result, size);
      if (answer.failure) return null;
    }
    return null;
  } finally {
    picture.close();
  }
}
