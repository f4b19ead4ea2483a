/** Packed RGB values, 0…255, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Float32Array;
}

/** A picture with smaller copies for sampling without aliasing: `levels[n]` is 2ⁿ times smaller. */
export interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly levels: readonly Pixels[];
}

/** Makes a picture with its smaller copies, down to a side of 8 pixels. */
export function withLevels(name: string, pixels: Pixels): Picture {
  const levels = [pixels];
  for (let last = pixels; Math.min(last.width, last.height) >= 16; levels.push(last)) last = halve(last);
  return { name, width: pixels.width, height: pixels.height, levels };
}

/** Halves width and height; each pixel is the mean of 2×2. An odd last row or column is left out. */
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
 * Writes the RGB at (x, y), continuous coordinates of the full picture, into `out`. `step` is the number of picture
 * pixels per drawn pixel. Trilinear: bilinear in the two nearest levels, interpolated between them.
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
