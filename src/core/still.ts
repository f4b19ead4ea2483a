import { boxSize, intersectionArea, iou, mapKeypoints } from './geometry.ts';
import type { Box, Detection, Point, Size } from './types.ts';

/**
 * A part of a still to show to the detector, as a rectangle in picture pixels. It may extend beyond the picture, on
 * a black background. Views of a higher pass are for smaller faces.
 */
export interface StillView extends Box {
  /**
   * 0: the whole picture, padded, for faces from a tenth of it upwards; 1: large tiles; 2: small tiles; 3 and 4: the
   * tiles of small-faces.ts.
   */
  readonly pass: 0 | 1 | 2 | 3 | 4;
}

/** Whether a detection with this score (0…1) in a view of pass 0, 1 or 2 is a face. */
export function isBelievable({ score, pass }: Pick<StillDetection, 'score' | 'pass'>): boolean {
  return pass === 0 || score >= SURE_IN_TILE;
}

/** A detection in picture pixels. `cut` means that its box meets a border of the view inside the picture. */
export interface StillDetection extends Detection {
  readonly cut: boolean;
  readonly pass: StillView['pass'];
}

/** Padding factors of the whole picture: the detector misses faces that fill its view. */
const PADDINGS = [1, 1.5, 2] as const;
/** Below this size tiling is pointless: the faces it would add are too small to classify. */
const TILED_FROM = 800;
/**
 * Tile sides as fractions of the longer side. With its input of 192 × 192 pixels the detector detects faces from about
 * 9 % of a view. Large tiles therefore yield faces from 4 % of the picture, small ones from 2 %.
 */
const TILE_SHARES = [1 / 2.2, 1 / 5] as const;
/** Smaller tiles would only add faces below about 35 pixels. */
const SMALLEST_TILE = 400;
/** Overlap of neighbouring tiles: a face too small for the previous pass always fits whole inside one tile. */
const TILE_OVERLAP = 0.25;
/** A tile larger than this fraction of the previous pass's tile would add nothing. */
const LARGEST_NEXT_TILE = 0.75;
/** Boxes closer to a border than this fraction of the view are cut. */
const CUT = 0.01;
/** Two detections are the same face above this IoU … */
const SAME_IOU = 0.25;
/** … or if more than this fraction of the smaller box is covered. */
const SAME_COVERED = 0.5;
/** Lowest score in a tile. It is higher than in the whole picture, because forty tiles give more false detections. */
const SURE_IN_TILE = 0.62;
/** If any face scores this much, those below SURE_IN_TILE are false detections (helmets, hands, collars). */
const QUITE_SURE = 0.8;

/** The whole picture in the middle of a view `padding` times as wide and as high. */
export function paddedView({ width, height }: Size, padding: number): StillView {
  return {
    x: (width * (1 - padding)) / 2,
    y: (height * (1 - padding)) / 2,
    width: width * padding,
    height: height * padding,
    pass: 0,
  };
}

/** Every view of a picture of this size, lower passes first. */
export function stillViews(size: Size): readonly StillView[] {
  const padded = PADDINGS.map((padding) => paddedView(size, padding));
  const [large, small] = tileSides(size);
  return [
    ...padded,
    ...(large === undefined ? [] : tilesOf(size, large, 1)),
    ...(small === undefined ? [] : tilesOf(size, small, 2)),
  ];
}

/** Side of the smallest views of stillViews, pixels. */
export function smallestSide(size: Size): number {
  return tileSides(size).at(-1) ?? Math.max(size.width, size.height);
}

/** Sides of the tiles of passes 1 and 2, pixels; one or both are missing in small pictures. */
function tileSides({ width, height }: Size): readonly number[] {
  const longer = Math.max(width, height);
  if (longer <= TILED_FROM) return [];
  const sides: number[] = [];
  for (const share of TILE_SHARES) {
    const side = Math.max(longer * share, SMALLEST_TILE);
    if (side <= (sides.at(-1) ?? longer) * LARGEST_NEXT_TILE) sides.push(side);
  }
  return sides;
}

/** Square tiles of `side` pixels that cover the picture and overlap, cut to it where it is narrower. */
export function tilesOf(
  { width, height }: Size,
  side: number,
  pass: StillView['pass'],
): readonly StillView[] {
  return starts(height, side).flatMap((y) =>
    starts(width, side).map((x) => ({
      x,
      y,
      width: Math.min(side, width),
      height: Math.min(side, height),
      pass,
    })),
  );
}

/** Start positions of overlapping tiles of `side` that cover `length` evenly, pixels. */
function starts(length: number, side: number): readonly number[] {
  if (side >= length) return [0];
  const count = 1 + Math.ceil((length - side) / (side * (1 - TILE_OVERLAP)));
  return Array.from({ length: count }, (_, i) => ((length - side) * i) / (count - 1));
}

/**
 * Maps a detection from pixels of a drawn view to picture pixels. The axes are scaled separately, because drawing
 * may round them differently.
 *
 * @param drawn size in pixels at which the view was drawn.
 * @param picture size of the picture.
 */
export function placeDetection(
  detection: Detection,
  view: StillView,
  drawn: Size,
  picture: Size,
): StillDetection {
  const sx = view.width / drawn.width;
  const sy = view.height / drawn.height;
  const place = ({ x, y }: Point): Point => ({ x: view.x + x * sx, y: view.y + y * sy });
  const { box } = detection;
  const placed = { ...place(box), width: box.width * sx, height: box.height * sy };
  const right = view.x + view.width;
  const bottom = view.y + view.height;
  const margin = CUT * Math.max(view.width, view.height);
  const cut =
    (view.x > 0 && placed.x < view.x + margin) ||
    (view.y > 0 && placed.y < view.y + margin) ||
    (right < picture.width && placed.x + placed.width > right - margin) ||
    (bottom < picture.height && placed.y + placed.height > bottom - margin);
  const keypoints = mapKeypoints(detection.keypoints, place);
  return { box: placed, keypoints, score: detection.score, cut, pass: view.pass };
}

/**
 * Merges the detections of all views of a still. The result is sorted by size, largest first, and does not depend on
 * the order of `found`.
 */
export function mergeDetections(found: readonly StillDetection[]): readonly Detection[] {
  const kept = distinct(found);
  const least = kept.some(({ score }) => score >= QUITE_SURE) ? SURE_IN_TILE : 0;
  return kept
    .filter(({ score }) => score >= least)
    .sort((a, b) => boxSize(b.box) - boxSize(a.box) || a.box.x - b.box.x || a.box.y - b.box.y)
    .map(({ box, keypoints, score }) => ({ box, keypoints, score }));
}

/** One detection of each face, by non-maximum suppression: uncut boxes win over cut ones, then higher scores win. */
export function distinct(found: readonly StillDetection[]): readonly StillDetection[] {
  const best = [...found].sort(
    (a, b) =>
      Number(a.cut) - Number(b.cut) ||
      b.score - a.score ||
      boxSize(b.box) - boxSize(a.box) ||
      a.box.x - b.box.x ||
      a.box.y - b.box.y,
  );
  const kept: StillDetection[] = [];
  for (const one of best) if (!kept.some((other) => isSame(one.box, other.box))) kept.push(one);
  return kept;
}

/**
 * The faces, largest first, with what only the whole picture shows and no second look has confirmed. Tiles are left
 * out: there are too many of them, and a covered face that is found at all is near.
 */
export function withUnconfirmed(
  faces: readonly Detection[],
  found: readonly StillDetection[],
): readonly Detection[] {
  const others = mergeDetections(found.filter(({ pass }) => pass === 0))
    .filter(({ box }) => !faces.some((face) => isSame(face.box, box)))
    .map((one): Detection => ({ ...one, unconfirmed: true }));
  return [...faces, ...others].sort((a, b) => boxSize(b.box) - boxSize(a.box) || a.box.x - b.box.x);
}

function isSame(a: Box, b: Box): boolean {
  const smaller = Math.min(a.width * a.height, b.width * b.height);
  return iou(a, b) > SAME_IOU || intersectionArea(a, b) > SAME_COVERED * smaller;
}
