import { boxSize, intersectionArea, iou } from './geometry.ts';
import type { Box, Detection, Size } from './types.ts';

/**
 * A part of a live picture that the detector looks at, in picture pixels. It is a square inside the picture, or the
 * whole picture, which the detector pads to a square.
 */
export interface View extends Box {
  readonly kind: 'whole' | 'tile' | 'faces';
}

/** A detection in picture pixels, and the view that it was made in. */
export interface SeenDetection extends Detection {
  readonly view: View;
}

/**
 * Side of the small tiles as a share of the longer side of the picture, and at least in pixels: of twelve faces of 24
 * pixels, tiles of 288 show 6 and tiles of 256 show 11.
 */
const SMALL_TILE_SHARE = 1 / 4;
const SMALLEST_TILE = 256;
/** Tiles as large as the shorter side of the picture are worth their runs if small ones are smaller by this factor. */
const WORTH_LARGE_TILES = 1.4;
/** Overlap of neighbouring tiles as a share of their side: a face too small for the coarser tiles fits into one. */
const OVERLAP = 0.25;

/** The detector's resolution: it scales every view to a square with this side in pixels. */
const INPUT_SIDE = 192;
/** Larger faces are not detected reliably, in pixels of the detector's input. */
const LARGEST_SEEN = 150;

/**
 * A view around faces is this many times as wide as the largest of them: keypoints of faces of 24 to 96 pixels are
 * most exact there (48 pixels of the input).
 */
const ROOM = 4;
/** A face that is looked at again has at least this size in the input, so that its keypoints are exact. */
const SHARP = 40;
/**
 * Where the whole picture shows faces of this size, in pixels of the input, it is preferred, because it shows newcomers
 * too. It shows smaller ones with keypoints twice as far off.
 */
const SHARP_IN_WHOLE = 32;
/** From this size on a face is not missed, in pixels of the input; smaller ones are newcomers at best. */
const CLEAR = 20;
/** Narrower views show nothing but the camera's blur, pixels. */
const NARROWEST = 64;
/** Boxes nearer to a border of the view than this share of its side are cut. */
const CUT = 0.01;
/** Two detections show one face if they have this much in common, or cover this much of the smaller one. */
const SAME_IOU = 0.25;
const SAME_COVERED = 0.5;

/** The view of the whole picture. */
export function wholeView({ width, height }: Size): View {
  return { kind: 'whole', x: 0, y: 0, width, height };
}

/**
 * Overlapping square tiles that cover a picture of this size, coarse ones first. Empty where the whole picture
 * already shows all that its pixels hold.
 */
export function tileViews({ width, height }: Size): readonly View[] {
  const longer = Math.max(width, height);
  const shorter = Math.min(width, height);
  const small = Math.max(longer * SMALL_TILE_SHARE, SMALLEST_TILE);
  const sides = [shorter, small].filter((side, i) =>
    i === 0 ? side > small * WORTH_LARGE_TILES : side < shorter,
  );
  return sides.flatMap((side) =>
    starts(height, side).flatMap((y) =>
      starts(width, side).map((x): View => ({ kind: 'tile', x, y, width: side, height: side })),
    ),
  );
}

/** Side of the tiles for covered faces, as a share of the longer side: a face of 48 pixels in 1280 has 20 in the input. */
const COVER_TILE_SHARE = 0.36;

/** Overlapping tiles of one size that show every face that the whole picture does not, in few runs. */
export function coverTiles({ width, height }: Size): readonly View[] {
  const longer = Math.max(width, height);
  const wanted = Math.max(longer * COVER_TILE_SHARE, SMALLEST_TILE);
  if (wanted >= longer) return [];
  const side = Math.min(wanted, width, height);
  return starts(height, side).flatMap((y) =>
    starts(width, side).map((x): View => ({ kind: 'tile', x, y, width: side, height: side })),
  );
}

/** Where tiles of `side` begin so that they cover `length` evenly and overlap. */
function starts(length: number, side: number): readonly number[] {
  if (side >= length) return [0];
  const count = 1 + Math.ceil((length - side) / (side * (1 - OVERLAP)));
  return Array.from({ length: count }, (_, i) => ((length - side) * i) / (count - 1));
}

/** Size in the detector's input, pixels, of a face with this box. */
function seenSize(view: View, box: Box): number {
  return (boxSize(box) * INPUT_SIDE) / Math.max(view.width, view.height);
}

/** Whether the view shows a face with this box so well that the detector does not miss it: whole, and large enough. */
export function couldShow(view: View, box: Box, picture: Size): boolean {
  const size = seenSize(view, box);
  return size >= CLEAR && size <= LARGEST_SEEN && !isCut(box, view, picture);
}

/**
 * Whether the view is a look at a known face with this box. Tiles are not: they search, and a face that is seen now in
 * one scale and now in another would shake.
 */
export function isLookAt(view: View, box: Box, picture: Size): boolean {
  return view.kind !== 'tile' && couldShow(view, box, picture);
}

/** Whether the box crosses a border of the view that is not a border of the picture. */
function isCut(box: Box, view: View, picture: Size): boolean {
  const margin = CUT * Math.max(view.width, view.height);
  const right = view.x + view.width;
  const bottom = view.y + view.height;
  return (
    (view.x > 0 && box.x < view.x + margin) ||
    (view.y > 0 && box.y < view.y + margin) ||
    (right < picture.width && box.x + box.width > right - margin) ||
    (bottom < picture.height && box.y + box.height > bottom - margin)
  );
}

/**
 * Few views that show each of these boxes at a size at which its keypoints are exact. The first view shows the first
 * box, and as many of those after it as it has room for.
 *
 * @param preferWhole whether the whole picture is used where it shows a face well.
 */
export function viewsAround(
  boxes: readonly Box[],
  picture: Size,
  preferWhole = true,
): readonly ViewOfFaces[] {
  const views: ViewOfFaces[] = [];
  let rest = boxes;
  while (rest[0] !== undefined) {
    const [first, ...others] = rest;
    const view = viewAround(first, rest, picture, preferWhole);
    views.push({ view, first });
    rest = others.filter((box) => !showsSharply(view, box, picture));
  }
  return views;
}

/** A view, and the box that it was made for. */
export interface ViewOfFaces {
  readonly view: View;
  readonly first: Box;
}

function showsSharply(view: View, box: Box, picture: Size): boolean {
  const size = seenSize(view, box);
  return (
    size >= (view.kind === 'whole' ? SHARP_IN_WHOLE : SHARP) &&
    size <= LARGEST_SEEN &&
    !isCut(box, view, picture)
  );
}

/** The view of `first`, enlarged for every neighbour that can join without anybody becoming too small. */
function viewAround(first: Box, boxes: readonly Box[], picture: Size, preferWhole: boolean): View {
  const whole = wholeView(picture);
  if (preferWhole && seenSize(whole, first) >= SHARP_IN_WHOLE) return whole;
  let joined = first;
  let smallest = boxSize(first);
  let view = squareAround(joined, boxSize(first), picture);
  for (const box of boxes) {
    const size = boxSize(box);
    const both = unionBox(joined, box);
    const wider = squareAround(both, Math.max(size, smallest), picture);
    const least = Math.min(smallest, size);
    if ((least * INPUT_SIDE) / Math.max(wider.width, wider.height) < SHARP) continue;
    [joined, smallest, view] = [both, least, wider];
  }
  return view;
}

/** A square inside the picture with the box in its middle, as far as the borders allow. */
function squareAround(box: Box, size: number, picture: Size): View {
  const most = Math.min(picture.width, picture.height);
  const wanted = Math.max(NARROWEST, size * ROOM, Math.max(box.width, box.height) + size);
  const side = Math.min(most, wanted);
  const place = (start: number, length: number, end: number) =>
    Math.min(Math.max(0, start + length / 2 - side / 2), end - side);
  return {
    kind: 'faces',
    x: place(box.x, box.width, picture.width),
    y: place(box.y, box.height, picture.height),
    width: side,
    height: side,
  };
}

function unionBox(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/**
 * Returns the faces of one frame from the detections of its views, by non-maximum suppression in which the view with the
 * larger face wins. Cut boxes are left out, because a neighbouring view shows the whole face. Small detections of known
 * faces and those in tiles are left out too, because keypoints differ by view, and boxes would shake. A newcomer that a
 * closer view of this frame does not show is a mistake of the wider one.
 *
 * @param known boxes of the visible faces, where they are expected now.
 * @param views all views of this frame.
 */
export function mergeSeen(
  seen: readonly SeenDetection[],
  known: readonly Box[],
  picture: Size,
  views: readonly View[],
): readonly Detection[] {
  const kept: SeenDetection[] = [];
  const usable = seen
    .filter(({ box, view }) => !isCut(box, view, picture))
    .filter(({ box, view }) => known.every((one) => !isSameFace(one, box) || isLookAt(view, one, picture)))
    .filter((one) => known.some((box) => isSameFace(box, one.box)) || !isRefuted(one, seen, picture, views))
    .sort((a, b) => seenSize(b.view, b.box) - seenSize(a.view, a.box) || a.box.x - b.box.x);
  for (const one of usable) if (!kept.some((other) => isSameFace(one.box, other.box))) kept.push(one);
  return kept.map(({ box, keypoints, score }) => ({ box, keypoints, score }));
}

/** Whether a view around faces could have shown this detection larger, and did not. */
function isRefuted(
  { box, view }: SeenDetection,
  seen: readonly SeenDetection[],
  picture: Size,
  views: readonly View[],
): boolean {
  return views.some(
    (closer) =>
      closer.kind === 'faces' &&
      seenSize(closer, box) > seenSize(view, box) &&
      couldShow(closer, box, picture) &&
      !seen.some((other) => other.view === closer && isSameFace(other.box, box)),
  );
}

function isSameFace(a: Box, b: Box): boolean {
  const smaller = Math.min(a.width * a.height, b.width * b.height);
  return iou(a, b) > SAME_IOU || intersectionArea(a, b) > SAME_COVERED * smaller;
}
