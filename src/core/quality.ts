import { clamp } from './geometry.ts';
import type { CropEvidence, Detection, Keypoints, Point, Similarity, Size } from './types.ts';

/**
 * Sharpness of an aligned crop that scores 0 and 1. The 16 golden crops reach 0.31…0.64; sampled from 48 × 48 pixels
 * 0.12…0.22, blurred by σ = 2 pixels 0.05…0.09, with motion blur over 15 pixels 0.04…0.07.
 */
const BLURRED = 0.05;
const SHARP = 0.25;
/** Width of the crop's border, as a fraction of its side, without sharpness measurement: hair and background. */
const MARGIN = 0.2;
/** Yaw of the head that scores 1 and 0; its measure is 0 frontal, about 0.3 at 20°, 0.6 at 45°, 1 in profile. */
const TURNED_LITTLE = 0.2;
const TURNED_AWAY = 0.9;
/** Distance of the nose from the middle of the eyes in profile, in eye distances. */
const NOSE_IN_PROFILE = 0.6;
/** Height of the nose of a level head between eyes (0) and mouth (1). */
const NOSE_LEVEL = 0.52;
/** Deviation from that height which scores 1 and 0. */
const TILTED_LITTLE = 0.1;
const TILTED_AWAY = 0.4;
/** A crop scores 0 if this fraction or less of it is inside the picture. */
const LEAST_INSIDE = 0.5;
/** Sample points per side that measure this fraction. */
const PROBES = 8;

/** The square of pixels that the attribute network sees. */
export interface Crop {
  /** `size` × `size` RGB values row by row, from index `offset`. */
  readonly values: Float32Array;
  readonly offset: number;
  readonly size: number;
  /** A byte b is stored as b × scale + shift. */
  readonly scale: number;
  readonly shift: number;
}

/**
 * Measures how much a crop can tell. All values are finite: those of impossible keypoints are the worst ones.
 *
 * @param size size of the picture in pixels.
 * @param similarity from picture to crop.
 */
export function cropEvidence(
  { keypoints }: Detection,
  size: Size,
  similarity: Similarity,
  crop: Crop,
): CropEvidence {
  return {
    side: crop.size / Math.hypot(similarity.a, similarity.b),
    ...lightOf(crop),
    ...poseOf(keypoints),
    inside: inside(size, similarity, crop.size),
  };
}

/**
 * The weight of a reading of this crop, 0…1: the product of scores for resolution, sharpness, frontality, and the
 * fraction of the crop inside the picture. Sharpness mistakes noise for detail, so a dark noisy face scores too high.
 *
 * @param cropSize side of the crop in its own pixels: it cannot hold more detail.
 */
export function qualityOf(evidence: CropEvidence, cropSize: number): number {
  const { side, sharpness, turned, tilted } = evidence;
  return (
    Math.min(1, side / cropSize) *
    rise(sharpness, BLURRED, SHARP) *
    (1 - rise(turned, TURNED_LITTLE, TURNED_AWAY)) *
    (1 - rise(tilted, TILTED_LITTLE, TILTED_AWAY)) *
    rise(evidence.inside, LEAST_INSIDE, 1)
  );
}

/** 0 up to `from`, 1 above `to`, linear in between. */
function rise(value: number, from: number, to: number): number {
  return clamp((value - from) / (to - from), 0, 1);
}

/**
 * Sharpness is the ratio of the deviations of second difference and luma, in the direction with less detail: defocus
 * blurs both directions, motion only one. After the variance of the Laplacian (Pech-Pacheco 2000); 0 if uniform.
 */
function lightOf(crop: Crop): Pick<CropEvidence, 'sharpness' | 'brightness' | 'contrast'> {
  const { values, offset, size, scale, shift } = crop;
  const from = Math.max(1, Math.floor(size * MARGIN));
  const to = size - from;
  const luma = (x: number, y: number) => {
    const p = offset + (y * size + x) * 3;
    return 0.299 * values[p]! + 0.587 * values[p + 1]! + 0.114 * values[p + 2]!;
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
  const white = 255 * scale;
  return {
    sharpness: variance > 0 ? Math.sqrt(Math.min(across, down) / count / variance) : 0,
    brightness: clamp((sum / count - shift) / white, 0, 1),
    contrast: Math.sqrt(Math.max(0, variance)) / white,
  };
}

/** Yaw from nose and ears, pitch from the height of the nose; 1 if the keypoints cannot belong to a head. */
export function poseOf(keypoints: Keypoints): Pick<CropEvidence, 'turned' | 'tilted'> {
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
  const turned = (nose + ears) / 2;
  const tilted = Math.abs(below(noseTip) / below(mouthCentre) - NOSE_LEVEL);
  return {
    turned: Number.isFinite(turned) ? turned : 1,
    tilted: Number.isFinite(tilted) ? tilted : 1,
  };
}

/** Fraction of the crop square inside the picture, 0…1. */
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
