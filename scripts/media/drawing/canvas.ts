import type { Point } from '#core/types.ts';
import { type Picture, type Pixels, sampleAt } from './pixels.ts';

/** Red, green and blue, 0…255. */
type Colour = readonly [number, number, number];

/** A picture that is cut to a shape and drawn on the canvas. */
export interface Tile {
  readonly picture: Picture;
  /** The point of the picture, in its pixels, that is drawn at the point `at` of the canvas. */
  readonly focus: Point;
  readonly at: Point;
  /** Canvas pixels per picture pixel. */
  readonly scale: number;
  /** Rotation of the tile with its picture, in radians, clockwise. */
  readonly roll: number;
  /** Rotation of the picture within the tile, in radians, clockwise; used to level the eyes. */
  readonly level: number;
  readonly width: number;
  readonly height: number;
  /** Position of `at` in the tile, in shares of width and height: 0.5, 0.5 is its middle. */
  readonly anchor: Point;
  /** Corner radius in pixels, or an ellipse that fills the tile. */
  readonly shape: number | 'ellipse';
  readonly alpha: number;
  /** Darkness of the soft shadow under the tile: 0 none, 1 black. */
  readonly shadow: number;
}

/** Pixels over which the shadow fades out. */
const SHADOW_REACH = 22;
/** Pixels by which the shadow is shifted down. */
const SHADOW_DROP = 6;
/** Picture pixels by which a tile may extend beyond its picture, whose border pixels are repeated there. */
const BEYOND = 1.5;

/** Creates a black canvas; sizes in pixels. */
export function createCanvas(width: number, height: number): Pixels {
  return { width, height, rgb: new Float32Array(width * height * 3) };
}

/** Draws a tile over `canvas`. Throws if the tile extends beyond its picture. */
export function drawTile(canvas: Pixels, tile: Tile): void {
  checkCovered(tile);
  const centre = middle(tile);
  const [cos, sin] = [Math.cos(tile.roll), Math.sin(tile.roll)];
  const margin = tile.shadow > 0 ? SHADOW_REACH + SHADOW_DROP : 1;
  const across = (Math.abs(cos) * tile.width + Math.abs(sin) * tile.height) / 2 + margin;
  const down = (Math.abs(sin) * tile.width + Math.abs(cos) * tile.height) / 2 + margin;
  const [x0, x1] = span(centre.x, across, canvas.width);
  const [y0, y1] = span(centre.y, down, canvas.height);
  const [a, b] = turn(tile);
  const colour = new Float32Array(3);
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const [dx, dy] = [x + 0.5 - centre.x, y + 0.5 - centre.y];
      const [u, v] = [cos * dx + sin * dy, cos * dy - sin * dx];
      const outside = distance(tile, u, v);
      const p = (y * canvas.width + x) * 3;
      const shade = tile.shadow > 0 ? tile.shadow * tile.alpha * fade(distance(tile, u, v - SHADOW_DROP)) : 0;
      const cover = tile.alpha * Math.min(Math.max(0.5 - outside, 0), 1);
      if (shade === 0 && cover === 0) continue;
      if (cover > 0) {
        const [px, py] = [x + 0.5 - tile.at.x, y + 0.5 - tile.at.y];
        const [sx, sy] = [tile.focus.x + a * px + b * py, tile.focus.y + a * py - b * px];
        sampleAt(tile.picture, sx, sy, 1 / tile.scale, colour);
      }
      for (let c = 0; c < 3; c++) {
        const under = canvas.rgb[p + c]! * (1 - shade);
        canvas.rgb[p + c] = under + (colour[c]! - under) * cover;
      }
    }
  }
}

/** Fills the canvas with one colour. */
export function fill(canvas: Pixels, colour: Colour): void {
  fillRectangle(canvas, [0, 0, canvas.width, canvas.height], colour);
}

/** Fills a rectangle inside the canvas: left, top, width and height in whole pixels. */
export function fillRectangle(
  canvas: Pixels,
  [left, top, width, height]: readonly [number, number, number, number],
  colour: Colour,
): void {
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) canvas.rgb.set(colour, (y * canvas.width + x) * 3);
  }
}

/** Returns the values of a canvas as bytes, rounded and clamped, in a new array. */
export function toBytes({ rgb }: Pixels): Uint8Array {
  return new Uint8Array(new Uint8ClampedArray(rgb).buffer);
}

/** Returns the positions of the tile's corners in its picture, in pixels. */
function cornersInPicture(tile: Tile): readonly Point[] {
  const [a, b] = turn(tile);
  const [cos, sin] = [Math.cos(tile.roll), Math.sin(tile.roll)];
  const corners: Point[] = [];
  for (const sideX of [0, 1]) {
    for (const sideY of [0, 1]) {
      const u = (sideX - tile.anchor.x) * tile.width;
      const v = (sideY - tile.anchor.y) * tile.height;
      const [px, py] = [cos * u - sin * v, sin * u + cos * v];
      corners.push({ x: tile.focus.x + a * px + b * py, y: tile.focus.y + a * py - b * px });
    }
  }
  return corners;
}

function checkCovered(tile: Tile): void {
  if (tile.shape === 'ellipse') return;
  for (const { x, y } of cornersInPicture(tile)) {
    const beyond = Math.max(-x, -y, x - tile.picture.width, y - tile.picture.height);
    if (beyond > BEYOND) {
      const corner = `(${x.toFixed(0)}, ${y.toFixed(0)})`;
      throw new Error(`${tile.picture.name}: a corner of the tile is at ${corner}, outside of the picture`);
    }
  }
}

/** Returns a and b of the map from canvas offsets to picture offsets: x' = a·x + b·y, y' = a·y − b·x. */
function turn({ roll, level, scale }: Tile): readonly [number, number] {
  return [Math.cos(roll + level) / scale, Math.sin(roll + level) / scale];
}

function middle({ at, anchor, width, height, roll }: Tile): Point {
  const [u, v] = [(0.5 - anchor.x) * width, (0.5 - anchor.y) * height];
  return {
    x: at.x + Math.cos(roll) * u - Math.sin(roll) * v,
    y: at.y + Math.sin(roll) * u + Math.cos(roll) * v,
  };
}

function span(centre: number, reach: number, end: number): readonly [number, number] {
  return [Math.max(Math.floor(centre - reach), 0), Math.min(Math.ceil(centre + reach), end)];
}

/** Returns the signed distance to the tile's edge in pixels, negative inside; for an ellipse an estimate. */
function distance({ width, height, shape }: Tile, u: number, v: number): number {
  if (shape === 'ellipse') {
    const [ru, rv] = [width / 2, height / 2];
    const norm = Math.hypot(u / ru, v / rv);
    return norm === 0 ? -Math.min(ru, rv) : (norm * (norm - 1)) / Math.hypot(u / ru ** 2, v / rv ** 2);
  }
  const [qu, qv] = [Math.abs(u) - width / 2 + shape, Math.abs(v) - height / 2 + shape];
  return Math.hypot(Math.max(qu, 0), Math.max(qv, 0)) + Math.min(Math.max(qu, qv), 0) - shape;
}

function fade(outside: number): number {
  const share = Math.min(Math.max(1 - outside / SHADOW_REACH, 0), 1);
  return share * share;
}
