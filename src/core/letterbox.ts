import type { Box, Picture } from './types.ts';

/** Position of a picture, or of a region of it, in a square input: input = picture · scale + (left, top), in pixels. */
export interface Letterbox {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** The largest centred position of `region` in a square of `side` pixels that keeps its aspect ratio. */
export function letterboxOf(region: Box, side: number): Letterbox {
  const scale = side / Math.max(region.width, region.height);
  return {
    scale,
    left: (side - region.width * scale) / 2 - region.x * scale,
    top: (side - region.height * scale) / 2 - region.y * scale,
  };
}

/**
 * Scales a region of a picture, all of it by default, into a square and writes it into `out`: side · side · 3 numbers, RGB row by row. A channel value
 * v becomes v / 127.5 − 1, and the border is black (−1). Every pixel is one bilinear sample.
 *
 * Pixel i samples the picture at (i − left) / scale, as warpPerspective does in MediaPipe's ImageToTensorCalculator.
 * There is no half-pixel shift to align pixel centres, and edges fade into the border. The attribute network was
 * trained on keypoints detected this way.
 */
export function fillLetterbox(
  picture: Picture,
  side: number,
  out: Float32Array,
  region: Box = { x: 0, y: 0, width: picture.width, height: picture.height },
): Letterbox {
  const box = letterboxOf(region, side);
  const { data, width, height } = picture;
  const columns = taps(width, side, box.scale, box.left, 4);
  const rows = taps(height, side, box.scale, box.top, width * 4);
  if (columns.to - columns.from < side || rows.to - rows.from < side) out.fill(-1);
  for (let row = rows.from; row < rows.to; row++) {
    const upper = rows.first[row]!;
    const lower = rows.second[row]!;
    const upperWeight = rows.firstWeight[row]! / 127.5;
    const lowerWeight = rows.secondWeight[row]! / 127.5;
    let o = (row * side + columns.from) * 3;
    for (let column = columns.from; column < columns.to; column++) {
      const left = columns.first[column]!;
      const right = columns.second[column]!;
      const leftWeight = columns.firstWeight[column]!;
      const rightWeight = columns.secondWeight[column]!;
      const w0 = leftWeight * upperWeight;
      const w1 = rightWeight * upperWeight;
      const w2 = leftWeight * lowerWeight;
      const w3 = rightWeight * lowerWeight;
      const p0 = upper + left;
      const p1 = upper + right;
      const p2 = lower + left;
      const p3 = lower + right;
      out[o] = data[p0]! * w0 + data[p1]! * w1 + data[p2]! * w2 + data[p3]! * w3 - 1;
      out[o + 1] = data[p0 + 1]! * w0 + data[p1 + 1]! * w1 + data[p2 + 1]! * w2 + data[p3 + 1]! * w3 - 1;
      out[o + 2] = data[p0 + 2]! * w0 + data[p1 + 2]! * w1 + data[p2 + 2]! * w2 + data[p3 + 2]! * w3 - 1;
      o += 3;
    }
  }
  return box;
}

/**
 * For each pixel of the square along one axis: the two neighbouring picture pixels, as offsets into its data, and
 * their weights, 0 outside the picture. Only pixels `from` ≤ i < `to` have a weight.
 */
function taps(length: number, side: number, scale: number, offset: number, stride: number) {
  const first = new Int32Array(side);
  const second = new Int32Array(side);
  const firstWeight = new Float64Array(side);
  const secondWeight = new Float64Array(side);
  let from = side;
  let to = 0;
  for (let i = 0; i < side; i++) {
    const place = (i - offset) / scale;
    const before = Math.floor(place);
    if (before < -1 || before >= length) continue;
    first[i] = Math.max(before, 0) * stride;
    second[i] = Math.min(before + 1, length - 1) * stride;
    firstWeight[i] = before >= 0 ? 1 - (place - before) : 0;
    secondWeight[i] = before + 1 < length ? place - before : 0;
    from = Math.min(from, i);
    to = i + 1;
  }
  return { first, second, firstWeight, secondWeight, from, to };
}
