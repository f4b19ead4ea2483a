import type { Box, Size } from '#core/types.ts';

/**
 * Returns the main face of a picture: the one with the largest √area × (1 − d), where d is the distance between the
 * middles of face and picture as a share of half the diagonal. Returns null if there are no faces.
 */
export function mainFace<F extends { readonly box: Box }>(
  faces: readonly F[],
  { width, height }: Size,
): F | null {
  const halfDiagonal = Math.hypot(width, height) / 2;
  const weight = ({ box }: F) => {
    const aside = Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
    return Math.sqrt(box.width * box.height) * Math.max(0, 1 - aside / halfDiagonal);
  };
  return faces.reduce<F | null>(
    (best, face) => (best === null || weight(face) > weight(best) ? face : best),
    null,
  );
}
