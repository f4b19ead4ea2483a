import { clamp } from './geometry.ts';
import type { Detection, Keypoints, Point, Similarity, Size } from './types.ts';

/**
 * Sharpness of an aligned crop that counts as none and as full. Over the 16 golden crops it is 0.31…0.64;
 * seen through 48 × 48 pixels 0.12…0.22; blurred by σ = 2 pixels 0.05…0.09; smeared over 15 pixels 0.04…0.07.
 */
const BLURRED = 0.05;
const SHARP = 0.25;
/** The border of the crop holds hair and background; sharpness is measured inside this share of it. */
const MARGIN = 0.2;
/** How far the head is turned: 0 frontal, about 0.3 at 20°, 0.6 at 45°, 1 in profile. Full up to, none from: */
const TURNED_LITTLE = 0.2;
const TURNED_AWAY = 0.9;
/** Turned, by the nose: its way from the middle of the eyes in eye distances, seen in profile. */
const NOSE_IN_PROFILE = 0.6;
/** Height of the nose between eyes (0) and mouth (1) of a level head; what is off it fully, and at all. */
const NOSE_LEVEL = 0.52;
const TILTED_LITTLE = 0.1;
const TILTED_AWAY = 0.4;
/** Share of the crop that lies inside the picture: none at half. */
const LEAST_INSIDE = 0.5;
/** Points a side by which that share is measured. */
const PROBES = 8;

/**
 * How much a reading of this crop is worth, 0…1: the product of four shares: how many picture pixels the
 * crop was made of, how sharp it is, how frontal the head, how much of the crop lies inside the picture.
 * `size`: of the picture. `crop`: RGB rows of `cropSize` × `cropSize` from `cropOffset` on; its scale and shift
 * do not matter. Sharpness takes noise for detail: a dark noisy face is judged too well.
 */
export function cropQuality(
  detection: Detection,
  size: Size,
  similarity: Similarity,
  crop: Float32Array,
  cropOffset: number,
  cropSize: number,
): number {
  const quality =
    resolution(similarity) *
    rise(sharpness(crop, cropOffset, cropSize), BLURRED, SHARP) *
    frontality(detection.keypoints) *
    rise(inside(size, similarity, cropSize), LEAST_INSIDE, 1);
  return Number.isFinite(quality) ? quality : 0;
}

/** 0 up to `from`, 1 from `to` on, straight between. */
function rise(value: number, from: number, to: number): number {
  return clamp((value - from) / (to - from), 0, 1);
}

/** Picture pixels per crop pixel along a side, at most 1: more than the crop holds helps no more. */
function resolution({ a, b }: Similarity): number {
  return Math.min(1, 1 / Math.hypot(a, b));
}

/**
 * Deviation of the second difference over the deviation of the luma, in the direction that has less: out of
 * focus loses both directions, motion one (variance of the Laplacian: Pech-Pacheco 2000). 0 if all is one colour.
 */
function sharpness(crop: Float32Array, offset: number, size: number): number {
  const from = Math.max(1, Math.floor(size * MARGIN));
  const to = size - from;
  const luma = (x: number, y: number) => {
    const p = offset + (y * size + x) * 3;
    return 0.299 * crop[p]! + 0.587 * crop[p + 1]! + 0.114 * crop[p + 2]!;
  };
  let sum = 0;
  let squares = 0;
  let across = 0;
  let down = 0;
  for (let y = from; y < to; y++) {
    for (let x = from; x < to; x++) {
      const here = luma(x, y);
      sum += here;
      squares += here * here;
      across += (2 * here - luma(x - 1, y) - luma(x + 1, y)) ** 2;
      down += (2 * here - luma(x, y - 1) - luma(x, y + 1)) ** 2;
    }
  }
  const count = (to - from) ** 2;
  const variance = squares / count - (sum / count) ** 2;
  return variance > 0 ? Math.sqrt(Math.min(across, down) / count / variance) : 0;
}

function frontality(keypoints: Keypoints): number {
  const { rightEye, leftEye, noseTip, mouthCentre, rightEar, leftEar } = keypoints;
  const eyes = Math.hypot(leftEye.x - rightEye.x, leftEye.y - rightEye.y);
  const axis = { x: (leftEye.x - rightEye.x) / eyes, y: (leftEye.y - rightEye.y) / eyes };
  const along = (p: Point) =>
    (p.x - (rightEye.x + leftEye.x) / 2) * axis.x + (p.y - (rightEye.y + leftEye.y) / 2) * axis.y;
  const below = (p: Point) =>
    (p.y - (rightEye.y + leftEye.y) / 2) * axis.x - (p.x - (rightEye.x + leftEye.x) / 2) * axis.y;
  const right = Math.hypot(rightEar.x - rightEye.x, rightEar.y - rightEye.y);
  const left = Math.hypot(leftEar.x - leftEye.x, leftEar.y - leftEye.y);
  const nose = Math.abs(along(noseTip)) / eyes / NOSE_IN_PROFILE;
  const ears = Math.abs(right - left) / (right + left);
  const tilt = Math.abs(below(noseTip) / below(mouthCentre) - NOSE_LEVEL);
  return (
    (1 - rise((nose + ears) / 2, TURNED_LITTLE, TURNED_AWAY)) * (1 - rise(tilt, TILTED_LITTLE, TILTED_AWAY))
  );
}

/** Share of the crop square that lies inside the picture, 0…1. */
function inside({ width, height }: Size, { a, b, tx, ty }: Similarity, cropSize: number): number {
  const determinant = a * a + b * b;
  let count = 0;
  for (let j = 0; j < PROBES; j++) {
    for (let i = 0; i < PROBES; i++) {
      const u = ((i + 0.5) / PROBES) * cropSize - tx;
      const v = ((j + 0.5) / PROBES) * cropSize - ty;
      const x = (a * u + b * v) / determinant;
      const y = (a * v - b * u) / determinant;
      if (x >= 0 && y >= 0 && x < width && y < height) count++;
    }
  }
  return count / (PROBES * PROBES);
}
