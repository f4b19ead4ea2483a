import { iou } from '#core/geometry.ts';
import type { Box, Size } from '#core/types.ts';

/** The least IoU of a detection with the labelled box to be the labelled face. */
const LEAST_OVERLAP = 0.3;

/** A labelled face's left, top, right and bottom as shares of the picture's width and height, 0…1. */
export type FaceBox = readonly [number, number, number, number];

/**
 * Returns the face that a picture's labels describe: with a labelled box the one with the greatest IoU with it, which
 * must be at least 0.3, otherwise the main face. Returns null if there is no such face.
 */
export function labelledFace<F extends { readonly box: Box }>(
  faces: readonly F[],
  size: Size,
  labelled: FaceBox | null,
): F | null {
  if (!labelled) return mainFace(faces, size);
  const [left, top, right, bottom] = labelled;
  const box = {
    x: left * size.width,
    y: top * size.height,
    width: (right - left) * size.width,
    height: (bottom - top) * size.height,
  };
  const overlaps = faces.map((face) => iou(face.box, box));
  const greatest = Math.max(...overlaps, 0);
  return greatest >= LEAST_OVERLAP ? (faces[overlaps.indexOf(greatest)] ?? null) : null;
}

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
