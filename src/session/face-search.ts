import { scaleResult } from '#core/scale-result.ts';
import type { Result } from '#core/types.ts';
import type { DecodedPhoto } from '#source/stills.ts';
import { copyImage } from './copy-image.ts';
import type { EngineControl } from './engine-control.ts';

/** A picture is not read if the engine restarts meanwhile, or if the user cancels the photo that is being read. */
const ATTEMPTS = 4;

/**
 * Searches a picture file for every face, exactly as if it were in the table of photos. Waits until the engine runs.
 * Resolves with faces in the picture's own pixels; null if it cannot be read. Never rejects.
 */
export async function searchFaces(
  engine: Pick<EngineControl, 'host' | 'running'>,
  decode: (file: Blob) => Promise<DecodedPhoto>,
  file: Blob,
): Promise<Result | null> {
  const decoded = await decode(file);
  if (!decoded.ok) return null;
  const picture = decoded.image;
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
