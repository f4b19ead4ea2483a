import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ffmpeg } from './ffmpeg.ts';

const PICTURES = fileURLToPath(new URL('../media/pictures/', import.meta.url));

/** Packed RGB, 0…255, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Float32Array;
}

/** A picture with its halvings: `levels[n]` is 2ⁿ times smaller, for sampling without aliasing. */
export interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly levels: readonly Pixels[];
}

/** Lines of text on dark badges that name a person: left, top, width, height. Nobody is named on the page. */
const NAMES_WORN: Readonly<Record<string, readonly (readonly [number, number, number, number])[]>> = {
  'group_nasa-2017-right-3faces.jpg': [
    [143, 576, 66, 24],
    [501, 577, 73, 22],
    [828, 603, 68, 25],
  ],
};
const BADGE = [19, 20, 23] as const;

const known = new Map<string, Picture>();

/** The path of a source picture, `scripts/media/pictures/NAME`. Throws if it is missing. */
export function picturePath(name: string): string {
  const path = PICTURES + name;
  if (!existsSync(path))
    throw new Error(`${path} is missing: scripts/media/pictures/SOURCES.md lists what is there`);
  return path;
}

/** Reads a source picture; the second call for the same name returns the same object. */
export function readPicture(name: string): Picture {
  const before = known.get(name);
  if (before) return before;
  const flags = ['-sws_flags', 'accurate_rnd+full_chroma_int+bitexact'];
  const ppm = ffmpeg(['-i', picturePath(name), ...flags, '-f', 'image2pipe', '-c:v', 'ppm', '-']);
  const pixels = parsePpm(ppm);
  for (const [left, top, width, height] of NAMES_WORN[name] ?? []) {
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) pixels.rgb.set(BADGE, (y * pixels.width + x) * 3);
    }
  }
  const picture = withLevels(name, pixels);
  known.set(name, picture);
  return picture;
}

/** Binary PPM (P6, 8 bits) without comments, as ffmpeg writes it. Throws on anything else. */
function parsePpm(bytes: Uint8Array): Pixels {
  const head = /^P6\s(\d+)\s(\d+)\s255\s/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 40)));
  if (!head) throw new Error('not a PPM with 8 bits a channel');
  const [width, height] = [Number(head[1]), Number(head[2])];
  const rgb = Float32Array.from(bytes.subarray(head[0].length));
  if (rgb.length !== width * height * 3)
    throw new Error(`PPM of ${rgb.length} bytes, not ${width}×${height}×3`);
  return { width, height, rgb };
}

/** Adds the halvings of `pixels`, down to 8 pixels. */
export function withLevels(name: string, pixels: Pixels): Picture {
  const levels = [pixels];
  for (let last = pixels; Math.min(last.width, last.height) >= 16; levels.push(last)) last = halve(last);
  return { name, width: pixels.width, height: pixels.height, levels };
}

/** Each pixel the mean of 2×2; an odd last row or column is left out. */
function halve({ width, height, rgb }: Pixels): Pixels {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Float32Array(w * h * 3);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let c = 0; c < 3; c++) {
        const p = (2 * y * width + 2 * x) * 3 + c;
        const q = p + width * 3;
        out[(y * w + x) * 3 + c] = (rgb[p]! + rgb[p + 3]! + rgb[q]! + rgb[q + 3]!) / 4;
      }
    }
  }
  return { width: w, height: h, rgb: out };
}

/**
 * Writes into `out` the RGB at (x, y), continuous coordinates of the full picture, as seen when `step` picture
 * pixels fall to one drawn pixel: bilinear in the two nearest levels, mixed by how near they are.
 */
export function sampleAt(picture: Picture, x: number, y: number, step: number, out: Float32Array): void {
  const last = picture.levels.length - 1;
  const depth = Math.min(Math.max(Math.log2(step), 0), last);
  const upper = Math.floor(depth);
  const share = depth - upper;
  out.fill(0);
  bilinear(picture.levels[upper]!, x / 2 ** upper, y / 2 ** upper, 1 - share, out);
  if (share > 0) bilinear(picture.levels[upper + 1]!, x / 2 ** (upper + 1), y / 2 ** (upper + 1), share, out);
}

function bilinear(
  { width, height, rgb }: Pixels,
  x: number,
  y: number,
  weight: number,
  out: Float32Array,
): void {
  const sx = Math.min(Math.max(x - 0.5, 0), width - 1);
  const sy = Math.min(Math.max(y - 0.5, 0), height - 1);
  const x0 = Math.min(Math.floor(sx), width - 2);
  const y0 = Math.min(Math.floor(sy), height - 2);
  const [fx, fy] = [sx - x0, sy - y0];
  const p = (y0 * width + x0) * 3;
  const q = p + width * 3;
  for (let c = 0; c < 3; c++) {
    const top = rgb[p + c]! * (1 - fx) + rgb[p + 3 + c]! * fx;
    const bottom = rgb[q + c]! * (1 - fx) + rgb[q + 3 + c]! * fx;
    out[c]! += weight * (top * (1 - fy) + bottom * fy);
  }
}
