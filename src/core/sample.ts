import type { Picture, Similarity } from './types.ts';

/** A part of a crop in crop pixels: columns `left` to `right` − 1, rows `top` to `bottom` − 1. */
export interface CropPart {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Up to this many picture pixels per crop pixel, one sample per crop pixel is taken. */
const ONE_SAMPLE_UP_TO = 1;
/** Up to this many, 2 × 2 samples are taken; above it, 3 × 3. */
const FOUR_SAMPLES_UP_TO = 3.5;

/** Samples per side that sampleCrop takes inside each crop pixel, depending on the scale of the similarity. */
export function supersampling(similarity: Similarity): 1 | 2 | 3 {
  const picturePerCrop = 1 / Math.hypot(similarity.a, similarity.b);
  if (picturePerCrop <= ONE_SAMPLE_UP_TO) return 1;
  return picturePerCrop <= FOUR_SAMPLES_UP_TO ? 2 : 3;
}

/**
 * Cuts an aligned crop of `size` × `size` pixels out of a picture and writes it into `out` from index `offset`. It is
 * written as size · size · 3 numbers, RGB row by row. A channel value v becomes v · scale + shift.
 *
 * Every crop pixel is the mean of k × k evenly spread bilinear samples (k: supersampling). Outside the picture its
 * border pixels are repeated. Unlike a canvas, this yields the same numbers in every browser and in training.
 *
 * @param similarity from picture to crop.
 * @param part the only part that is written; the rest of `out` is unchanged.
 */
export function sampleCrop(
  picture: Picture,
  similarity: Similarity,
  size: number,
  out: Float32Array,
  offset: number,
  scale: number,
  shift: number,
  part: CropPart = { left: 0, top: 0, right: size, bottom: size },
): void {
  const { data, width, height } = picture;
  const { a, b, tx, ty } = similarity;
  const k = supersampling(similarity);
  const step = 1 / k;
  const mean = scale / (k * k);

  // The inverse similarity, from crop to picture. Bilinear interpolation is between pixel centres, hence the 0.5.
  const determinant = a * a + b * b;
  const ia = a / determinant;
  const ib = -b / determinant;
  const x0 = -(ia * tx - ib * ty) - 0.5;
  const y0 = -(ib * tx + ia * ty) - 0.5;
  const right = width - 1;
  const bottom = height - 1;
  const stride = width * 4;

  for (let row = part.top; row < part.bottom; row++) {
    let o = offset + (row * size + part.left) * 3;
    for (let column = part.left; column < part.right; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = 0; j < k; j++) {
        const v = row + (j + 0.5) * step;
        for (let i = 0; i < k; i++) {
          const u = column + (i + 0.5) * step;
          const x = Math.min(Math.max(ia * u - ib * v + x0, 0), right);
          const y = Math.min(Math.max(ib * u + ia * v + y0, 0), bottom);
          const left = x | 0;
          const top = y | 0;
          const fx = x - left;
          const fy = y - top;
          // In the last column or row the neighbour has weight 0; use the pixel itself instead of reading past the end.
          const p = top * stride + left * 4;
          const p1 = left < right ? p + 4 : p;
          const q = top < bottom ? p + stride : p;
          const q1 = q + p1 - p;
          const w3 = fx * fy;
          const w1 = fx - w3;
          const w2 = fy - w3;
          const w0 = 1 - fx - w2;
          red += data[p]! * w0 + data[p1]! * w1 + data[q]! * w2 + data[q1]! * w3;
          green += data[p + 1]! * w0 + data[p1 + 1]! * w1 + data[q + 1]! * w2 + data[q1 + 1]! * w3;
          blue += data[p + 2]! * w0 + data[p1 + 2]! * w1 + data[q + 2]! * w2 + data[q1 + 2]! * w3;
        }
      }
      out[o++] = red * mean + shift;
      out[o++] = green * mean + shift;
      out[o++] = blue * mean + shift;
    }
  }
}

/**
 * Writes the mirror image of the crop at index `from` (size · size · 3 numbers, as written by sampleCrop) to index
 * `to` of the same array. The two ranges must not overlap.
 */
export function mirrorCrop(crops: Float32Array, from: number, to: number, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const source = from + (row * size + column) * 3;
      const target = to + (row * size + size - 1 - column) * 3;
      for (let channel = 0; channel < 3; channel++) crops[target + channel] = crops[source + channel]!;
    }
  }
}
