import { drawTile } from '../drawing/canvas.ts';
import type { Picture, Pixels } from '../drawing/pixels.ts';

/** A face's picture, e2e/faces/NAME.jpg, cut by scripts/media/clips/tiles.ts. All values are in its pixels. */
export interface FaceTile {
  /** Distance of the eyes; they are on one horizontal line if `level` is true. */
  readonly eyes: number;
  readonly width: number;
  readonly height: number;
  /** The point between the eyes. */
  readonly between: readonly [x: number, y: number];
  readonly level?: boolean;
}

export const FACE_TILES = {
  apolloNeutral: { eyes: 56, width: 360, height: 360, between: [180, 133], level: true },
  apolloSmile: { eyes: 56, width: 360, height: 360, between: [180, 133], level: true },
  barron: { eyes: 62, width: 326, height: 366, between: [163, 154] },
  cardman: { eyes: 46, width: 236, height: 252, between: [118, 106] },
  chari: { eyes: 46, width: 190, height: 252, between: [95, 106] },
  collins: { eyes: 47, width: 194, height: 258, between: [97, 108] },
  conrad: { eyes: 46, width: 236, height: 252, between: [118, 106] },
  kim: { eyes: 46, width: 236, height: 252, between: [118, 106] },
  koch: { eyes: 46, width: 190, height: 252, between: [95, 106] },
  rubio: { eyes: 36, width: 150, height: 198, between: [75, 83] },
} as const satisfies Readonly<Record<string, FaceTile>>;

export type FaceName = keyof typeof FACE_TILES;

/** A face with its position in the frame. */
export interface Placed {
  readonly face: FaceName;
  /** Position of the point between the eyes, in pixels of the frame. */
  readonly at: readonly [x: number, y: number];
  /** Distance of the eyes, in pixels of the frame. */
  readonly eyes: number;
  /** Width and height of the visible part of the picture, in pixels of the frame. */
  readonly size: readonly [width: number, height: number];
  /** Position of the point between the eyes inside the visible part, in shares of `size`. */
  readonly anchor?: readonly [x: number, y: number];
  readonly shape?: 'rectangle' | 'ellipse';
}

/** Draws a face onto the frame; `picture` is its tile. */
export function drawFace(
  frame: Pixels,
  picture: Picture,
  { face, at, eyes, size, anchor = [0.5, 0.42], shape = 'rectangle' }: Placed,
): void {
  const tile: FaceTile = FACE_TILES[face];
  drawTile(frame, {
    picture,
    focus: { x: tile.between[0], y: tile.between[1] },
    at: { x: at[0], y: at[1] },
    scale: eyes / tile.eyes,
    roll: 0,
    level: 0,
    width: size[0],
    height: size[1],
    anchor: { x: anchor[0], y: anchor[1] },
    shape: shape === 'ellipse' ? 'ellipse' : 0,
    alpha: 1,
    shadow: 0,
  });
}
