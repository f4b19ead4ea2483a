import { FACE_TILES, type FaceName, type FaceTile, type Placed } from './face-tiles.ts';

/** Widths of the faces' boxes in the clips, pixels. */
export const REACH_WIDTHS = [24, 32, 40, 48, 64, 96] as const;
export const REACH_SIZES = [
  { width: 1280, height: 720 },
  { width: 640, height: 480 },
] as const;
export const REACH_FPS = 30;
export const REACH_SECONDS = 10;

/** A clip of twelve faces of one size in front of a textured wall. */
export interface ReachClip {
  readonly width: number;
  readonly height: number;
  /** Width of the detector's box of each face, pixels. */
  readonly faceWidth: number;
}

export const REACH_CLIPS: readonly ReachClip[] = REACH_SIZES.flatMap((size) =>
  REACH_WIDTHS.map((faceWidth) => ({ ...size, faceWidth })),
);

/** The file of a clip in the folder of clips. */
export const reachFile = ({ width, height, faceWidth }: ReachClip): string =>
  `reach/${width}x${height}-${faceWidth}.webm`;

/** Twelve portraits of nine people. */
export const REACH_FACES: readonly FaceName[] = [
  ...(['barron', 'apolloSmile', 'cardman', 'chari'] as const),
  ...(['collins', 'conrad', 'kim', 'koch'] as const),
  ...(['rubio', 'apolloNeutral', 'barron', 'collins'] as const),
];

/** Width of the detector's box divided by the distance of the eyes, the mean of the faces of e2e/faces/. */
const BOX_PER_EYES = 2.6;
const COLUMNS = 4;
const ROWS = 3;
/** Width and height of the visible part of a portrait, in face widths. */
const PORTRAIT = [1.5, 1.65] as const;
/** Largest shift to either side, in face widths, and largest change of the scale. */
const SWAY = 0.03;
const BREATH = 0.01;

/** Where the faces are at a time in seconds, in the order of REACH_FACES. */
export function reachFaces({ width, height, faceWidth }: ReachClip, time: number): readonly Placed[] {
  const eyes = faceWidth / BOX_PER_EYES;
  const size = [faceWidth * PORTRAIT[0], faceWidth * PORTRAIT[1]] as const;
  const cell = [width / COLUMNS, height / ROWS] as const;
  // Off the middle of the cells, so that the faces are at no special place of the detector's tiles.
  const free = cell.map((side, axis) => Math.max(0, side - size[axis]! - 4 * SWAY * faceWidth));
  return REACH_FACES.map((face, i) => {
    const turn = (2 * Math.PI * time) / (3 + (i % 5) / 2) + i * 1.3;
    const [offX, offY] = [((i * 0.618) % 1) - 0.5, ((i * 0.382) % 1) - 0.5];
    const x = cell[0] * ((i % COLUMNS) + 0.5) + offX * free[0]! + SWAY * faceWidth * Math.sin(turn);
    const y = cell[1] * (Math.floor(i / COLUMNS) + 0.44) + offY * free[1]! * 0.8;
    const at = [x, y + SWAY * faceWidth * Math.cos(turn * 0.7)] as const;
    return { face, at, eyes: eyes * (1 + BREATH * Math.sin(turn * 0.8)), size };
  });
}

/** Maps a point of a face's picture (e2e/faces/NAME.jpg) to the frame that it is placed in. */
export function inFrame(
  { face, at, eyes }: Placed,
  point: { readonly x: number; readonly y: number },
): { readonly x: number; readonly y: number } {
  const tile: FaceTile = FACE_TILES[face];
  const scale = eyes / tile.eyes;
  return { x: at[0] + (point.x - tile.between[0]) * scale, y: at[1] + (point.y - tile.between[1]) * scale };
}
