import type { Box, Size } from '#core/types.ts';

/**
 * The face that a picture is of: the one with the largest √area × (1 − distance of its middle from the picture's
 * middle, as a share of half the diagonal). So of two alike the central one, and a small central one gives way
 * to a large one a little aside. Null of no faces.
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
