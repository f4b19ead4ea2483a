import type { Box, Face, Keypoints, Point, Size } from './types.ts';

/** Where a face is: what covering it needs to know. */
export type FacePlace = Pick<Face, 'box' | 'keypoints'>;

/** How a face is made unrecognizable. */
export type CoverStyle = 'solid' | 'pixelated' | 'blurred';

/** Every style, in the order in which they are offered. */
export const COVER_STYLES: readonly CoverStyle[] = ['solid', 'pixelated', 'blurred'];

/** The detector's box ends at brows and chin; these shares of it are added for hair, ears and jaw. */
const MARGIN = { side: 0.3, top: 0.6, bottom: 0.25 };

/**
 * The part of a picture to cover so that a face is hidden: its box and keypoints with a margin, inside the picture.
 *
 * @param more pixels to add on each side, for a face that may have moved.
 */
export function coverRegion(face: FacePlace, picture: Size, more = 0): Box {
  const { box, keypoints } = face;
  const points = Object.values(keypoints);
  const left = -more + Math.min(box.x - MARGIN.side * box.width, ...points.map(({ x }) => x));
  const right = more + Math.max(box.x + (1 + MARGIN.side) * box.width, ...points.map(({ x }) => x));
  const top = -more + Math.min(box.y - MARGIN.top * box.height, ...points.map(({ y }) => y));
  const bottom = more + Math.max(box.y + (1 + MARGIN.bottom) * box.height, ...points.map(({ y }) => y));
  const x = Math.max(0, Math.floor(left));
  const y = Math.max(0, Math.floor(top));
  return {
    x,
    y,
    width: Math.max(0, Math.min(picture.width, Math.ceil(right)) - x),
    height: Math.max(0, Math.min(picture.height, Math.ceil(bottom)) - y),
  };
}

/** Where a face is in the mirror image of a picture that is `width` pixels wide. */
export function mirrorPlace({ box, keypoints }: FacePlace, width: number): FacePlace {
  const mirror = ({ x, y }: Point): Point => ({ x: width - x, y });
  const mirrored: Keypoints = {
    rightEye: mirror(keypoints.leftEye),
    leftEye: mirror(keypoints.rightEye),
    noseTip: mirror(keypoints.noseTip),
    mouthCentre: mirror(keypoints.mouthCentre),
    rightEar: mirror(keypoints.leftEar),
    leftEar: mirror(keypoints.rightEar),
  };
  return { box: { ...box, x: width - box.x - box.width }, keypoints: mirrored };
}

/** Points along each side of a box at which it is checked whether a region covers it. */
const CHECKED = 12;
/** A box is hidden if this share of it is covered; the network reads nothing from the rest. */
const HIDDEN_SHARE = 0.95;

/** Whether regions cover nearly all of a box, so that nothing of a face is left in it. */
export function isHidden({ x, y, width, height }: Box, regions: readonly Box[]): boolean {
  let covered = 0;
  for (let row = 0; row < CHECKED; row++)
    for (let column = 0; column < CHECKED; column++) {
      const at = { x: x + ((column + 0.5) / CHECKED) * width, y: y + ((row + 0.5) / CHECKED) * height };
      if (regions.some((one) => contains(one, at))) covered++;
    }
  return covered >= HIDDEN_SHARE * CHECKED * CHECKED;
}

function contains(box: Box, { x, y }: Point): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
