import { boxSize, intersectionArea, iou, mapKeypoints } from './geometry.ts';
import type { Box, Detection, Point, Size } from './types.ts';

/**
 * A part of a still to show the detector, as a rectangle in picture pixels. It may go beyond the picture:
 * draw the picture into it on black. Views of a higher pass look for smaller faces.
 */
export interface StillView extends Box {
  /** 0: whole and padded (faces from a tenth of the picture up to all of it); 1: large tiles; 2: small ones. */
  readonly pass: 0 | 1 | 2;
}

/** Whether a find with this score (0…1) in a view of this pass is to be believed. */
export function isBelievable(score: number, pass: StillView['pass']): boolean {
  return pass === 0 || score >= SURE_IN_TILE;
}

/** A detection in picture pixels. `cut`: its box meets a border of the view inside the picture. */
export interface StillDetection extends Detection {
  readonly cut: boolean;
}

/** The detector finds no face much larger than its view would have room for; these give it room. */
const PADDINGS = [1, 1.5, 2] as const;
/** Up to this many pixels a face too small for the whole view is too small to be read. */
const TILED_FROM = 800;
/**
 * Tiles as shares of the longer side. The detector sees 192 × 192 and finds faces from about 9 % of a view
 * on, so the large tiles find those from 4 % of the picture, the small ones those from 2 %.
 */
const TILE_SHARES = [1 / 2.2, 1 / 5] as const;
/** Smaller tiles would only find faces below about 35 pixels. */
const SMALLEST_TILE = 400;
/** A face that one pass before was too small for is whole in at least one of two neighbours: see TILE_SHARES. */
const TILE_OVERLAP = 0.25;
/** A tile nearly as large as the one of the pass before finds nothing new. */
const WORTH_A_PASS = 0.75;
/** Boxes nearer to a border than this share of the view are cut. */
const CUT = 0.01;
/** Two finds of one face: so much in common, or so much of the smaller one covered. */
const SAME_IOU = 0.25;
const SAME_COVERED = 0.5;
/** Forty tiles have forty chances to take a hand for a face, so a find in a tile must be surer than in a whole. */
const SURE_IN_TILE = 0.62;
/** Beside a face as sure as this, one less sure than SURE_IN_TILE is a mistake (helmets, hands, collars). */
const QUITE_SURE = 0.8;

/** The whole picture in the middle of a view `padding` times as wide and high. */
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
  const { width, height } = size;
  const views = PADDINGS.map((padding) => paddedView(size, padding));
  const longer = Math.max(width, height);
  if (longer <= TILED_FROM) return views;
  let before = longer;
  TILE_SHARES.forEach((share, i) => {
    const side = Math.max(longer * share, SMALLEST_TILE);
    if (side > before * WORTH_A_PASS) return;
    before = side;
    const pass = i === 0 ? 1 : 2;
    for (const y of starts(height, side))
      for (const x of starts(width, side))
        views.push({ x, y, width: Math.min(side, width), height: Math.min(side, height), pass });
  });
  return views;
}

/** Where tiles of `side` begin so that they cover `length` evenly and overlap. */
function starts(length: number, side: number): readonly number[] {
  if (side >= length) return [0];
  const count = 1 + Math.ceil((length - side) / (side * (1 - TILE_OVERLAP)));
  return Array.from({ length: count }, (_, i) => ((length - side) * i) / (count - 1));
}

/**
 * A detection in pixels of the drawn view (`drawn` wide and high) as one in pixels of the picture. Both axes
 * are scaled on their own: drawing may round them differently.
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
  return { box: placed, keypoints: mapKeypoints(detection.keypoints, place), score: detection.score, cut };
}

/**
 * The faces of a still from the detections of all its views: non-maximum suppression, where a whole face wins
 * over one cut by a border, then the surer one. Biggest first; the order of the detections does not matter.
 */
export function mergeDetections(found: readonly StillDetection[]): readonly Detection[] {
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
  const least = kept.some(({ score }) => score >= QUITE_SURE) ? SURE_IN_TILE : 0;
  return kept
    .filter(({ score }) => score >= least)
    .sort((a, b) => boxSize(b.box) - boxSize(a.box) || a.box.x - b.box.x || a.box.y - b.box.y)
    .map(({ box, keypoints, score }) => ({ box, keypoints, score }));
}

function isSame(a: Box, b: Box): boolean {
  const smaller = Math.min(a.width * a.height, b.width * b.height);
  return iou(a, b) > SAME_IOU || intersectionArea(a, b) > SAME_COVERED * smaller;
}
