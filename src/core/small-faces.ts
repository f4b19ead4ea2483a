import { boxCentre, boxSize, intersectionArea, iou } from './geometry.ts';
import { distinct, type StillDetection, type StillView, smallestSide, tilesOf } from './still.ts';
import type { Box, Detection, Size } from './types.ts';

/**
 * The search of a photo for faces down to 16 pixels, where the passes before saw small faces or none. Tiles that show
 * such faces are hundreds in a large photo, so they are searched only in and beside places where something small was
 * seen, and where a tile shows more, the search spreads to its neighbours. What is found becomes a face only if a close look confirms it.
 */

/** The tiles of one size, and which faces lead there. */
export interface SmallPass {
  readonly tiles: readonly StillView[];
  /** The pass before may have missed faces beside one of less than this size, pixels. */
  readonly below: number;
  /** Larger detections are left to the pass before, pixels. */
  readonly largest: number;
}

/** Sides of the tiles by pass, pixels. */
const SIDES = { 3: 256, 4: 144 } as const;
/** A tile that is hardly smaller than the views before would add nothing. */
const LARGEST_NEXT = 0.75;
/** The detector does not miss faces from this share of its view on; beside smaller ones it may have missed others. */
const CLEAR_SHARE = 0.11;
/** Larger shares of a tile were clear in the pass before. */
const LARGEST_SHARE = 0.4;
/** Tiles of both passes together: about three times the views of the other passes. */
export const MOST_SMALL_TILES = 192;
/** So few tiles of the first pass are all searched, because people may stand apart. */
export const FEW_TILES = 36;
/** The surest candidates that get a close look; more than are read. */
export const MOST_CANDIDATES = 150;
/** A seed is beside a tile if its centre is nearer than this share of the tile's side. */
const BESIDE = 0.25;

/** Lowest score of a detection that leads to finer tiles. */
export const LEAST_SEED = 0.3;
/** Lowest score of a detection in a tile that is worth a close look. */
const LEAST_CANDIDATE = 0.5;
/** Lowest score of a close look that makes a candidate a face. */
const CONFIRMED = 0.7;
/** IoU of a candidate and its close look. */
const SAME_IOU = 0.3;
/** A candidate that this share of a larger face covers is a part of that face. */
const COVERED = 0.5;

/** The passes of the search in a picture of this size, large tiles first. */
export function smallPasses(picture: Size): readonly SmallPass[] {
  let before = smallestSide(picture);
  return ([3, 4] as const).flatMap((pass) => {
    const side = SIDES[pass];
    if (side > before * LARGEST_NEXT) return [];
    const below = before * CLEAR_SHARE;
    before = side;
    return [{ tiles: tilesOf(picture, side, pass), below, largest: side * LARGEST_SHARE }];
  });
}

/** The tiles that are not searched yet and have seeds in or beside them, those with the most first. */
export function dueTiles(
  tiles: readonly StillView[],
  searched: ReadonlySet<StillView>,
  seeds: readonly Detection[],
): readonly StillView[] {
  return tiles
    .filter((tile) => !searched.has(tile))
    .map((tile) => ({ tile, count: seeds.filter(({ box }) => isBeside(box, tile)).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ tile }) => tile);
}

function isBeside(box: Box, tile: StillView): boolean {
  const { x, y } = boxCentre(box);
  const margin = BESIDE * Math.max(tile.width, tile.height);
  return (
    x > tile.x - margin &&
    x < tile.x + tile.width + margin &&
    y > tile.y - margin &&
    y < tile.y + tile.height + margin
  );
}

/** Whether a face with this box leads the pass to the tiles around it. */
export function isSeed({ box }: Detection, { below }: SmallPass): boolean {
  return boxSize(box) < below;
}

/** Whether a detection in a tile of the pass is whole, and small enough to be its business. */
export function fits({ box, cut }: StillDetection, { largest }: SmallPass): boolean {
  return !cut && boxSize(box) <= largest;
}

/**
 * The detections of tiles that are worth a close look, each face once, the surest first: no eye or button within one
 * of the larger `faces`.
 */
export function candidatesAmong(
  shown: readonly StillDetection[],
  faces: readonly Detection[],
): readonly StillDetection[] {
  return distinct(
    shown.filter((one) => one.score >= LEAST_CANDIDATE && !faces.some((face) => isPartOf(one.box, face.box))),
  ).slice(0, MOST_CANDIDATES);
}

function isPartOf(small: Box, face: Box): boolean {
  const area = small.width * small.height;
  return face.width * face.height > 2 * area && intersectionArea(small, face) > COVERED * area;
}

/** The close looks that confirm a candidate, one for each. */
export function confirmedBy(
  candidates: readonly Detection[],
  looks: readonly StillDetection[],
): readonly StillDetection[] {
  return candidates.flatMap(({ box }) => {
    const [best] = looks
      .filter((look) => look.score >= CONFIRMED && iou(look.box, box) > SAME_IOU)
      .sort((a, b) => b.score - a.score);
    return best ? [best] : [];
  });
}

/** The faces, those with a close look in its place: its keypoints are more exact than those of a wide view. */
export function withCloseLooks(
  faces: readonly StillDetection[],
  looks: readonly StillDetection[],
): readonly StillDetection[] {
  const isReplaced = ({ box }: Detection) => looks.some((look) => iou(look.box, box) > SAME_IOU);
  return [...faces.filter((face) => !isReplaced(face)), ...looks];
}
