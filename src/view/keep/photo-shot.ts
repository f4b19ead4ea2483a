import type { Session } from '#session/session.ts';
import type { PhotoRow } from '#store/state.ts';
import type { Shot } from './snapshot.ts';

/** A photo that was read, with its picture in full size; the caller closes the image. Null if it cannot be opened. */
export async function photoShot(
  photos: Pick<Session['photos'], 'picture'>,
  { id, status }: PhotoRow,
): Promise<(Shot & { readonly image: ImageBitmap }) | null> {
  if (status.state !== 'done') return null;
  const image = await photos.picture(id, Number.POSITIVE_INFINITY);
  const { size, faces } = status;
  return image && { image, size, faces, mirrored: false };
}
