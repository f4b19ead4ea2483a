import { describe, expect, test } from 'vitest';
import { alignSimilarity, TEMPLATE_112 } from './align.ts';
import { type Crop, cropEvidence, qualityOf as weightOf } from './quality.ts';
import { sampleCrop } from './sample.ts';
import type { CropEvidence, Detection, Keypoints, Picture } from './types.ts';

const SIDE = 96;
const WHOLE: Picture = texture(400, 400, 3);

/** A pattern of soft light and dark spots with no detail finer than `grain` pixels. */
function texture(width: number, height: number, grain: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const wave = Math.sin((2.1 * x) / grain) + Math.sin((1.9 * y) / grain);
      const broad = Math.sin(x / 19) + Math.cos(y / 23);
      data.fill(128 + 25 * wave + 25 * broad, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return { width, height, data };
}

interface Pose {
  readonly x?: number;
  readonly y?: number;
  /** Distance of the eyes, pixels. */
  readonly eyes?: number;
  /** Yaw from 0 (frontal) to 1 (profile), which moves nose, mouth and ears. */
  readonly turned?: number;
  readonly roll?: number;
  /** Height of the nose between eyes and mouth. */
  readonly nose?: number;
}

function pose({ x = 200, y = 180, eyes = 70, turned = 0, roll = 0, nose = 0.52 }: Pose): Detection {
  const point = (u: number, v: number) => ({
    x: x + eyes * (Math.cos(roll) * u - Math.sin(roll) * v),
    y: y + eyes * (Math.sin(roll) * u + Math.cos(roll) * v),
  });
  const keypoints: Keypoints = {
    rightEye: point(-0.5, 0),
    leftEye: point(0.5, 0),
    noseTip: point(0.6 * turned, nose * 1.04),
    mouthCentre: point(0.4 * turned, 1.04),
    rightEar: point(-0.5 - 0.6 * (1 + turned), 0.2),
    leftEar: point(0.5 + 0.6 * (1 - turned), 0.2),
  };
  const box = { x: x - eyes * 1.2, y: y - eyes * 0.9, width: eyes * 2.4, height: eyes * 2.4 };
  return { box, keypoints, score: 0.9 };
}

function evidenceOf(options: Pose, picture = WHOLE, scale = 1 / 127.5, shift = -1): CropEvidence {
  const detection = pose(options);
  const similarity = alignSimilarity(detection.keypoints, TEMPLATE_112, SIDE);
  // The crop is the second of a batch, to test the offset; the first one is uniform.
  const offset = SIDE * SIDE * 3;
  const values = new Float32Array(2 * offset);
  sampleCrop(picture, similarity, SIDE, values, offset, scale, shift);
  const crop: Crop = { values, offset, size: SIDE, scale, shift };
  return cropEvidence(detection, picture, similarity, crop);
}

const qualityOf = (...about: Parameters<typeof evidenceOf>) => weightOf(evidenceOf(...about), SIDE);

test('a large, sharp, frontal face inside the picture scores nearly 1', () => {
  expect(qualityOf({})).toBeGreaterThan(0.95);
});

test.each([
  ['small', { eyes: 12 }, WHOLE],
  ['blurred', {}, texture(400, 400, 30)],
  ['turned away', { turned: 0.9 }, WHOLE],
  ['looking down', { nose: 0.95 }, WHOLE],
  ['half outside the picture', { x: 0 }, WHOLE],
  ['uniformly grey', {}, { width: 400, height: 400, data: new Uint8ClampedArray(640_000).fill(90) }],
] as const)('a face that is %s scores less than 0.4', (_, options, picture) => {
  expect(qualityOf(options, picture)).toBeLessThan(0.4);
});

test('a crop sampled from fewer picture pixels than it has scores less, however sharp', () => {
  // With eyes 24 pixels apart, the 96 pixels of the crop cover 75 pixels of the picture.
  expect(qualityOf({ eyes: 24 }, texture(400, 400, 1.2))).toBeCloseTo(75 / 96, 1);
});

test('motion blur along one direction counts as blur', () => {
  const smeared = texture(400, 400, 3);
  for (let y = 0; y < 400; y++)
    for (let x = 0; x < 400; x++) {
      const p = (y * 400 + x) * 4;
      const row = 128 + 25 * Math.sin((1.9 * y) / 3) + 25 * (Math.sin(x / 19) + Math.cos(y / 23));
      smeared.data.fill(row, p, p + 3);
    }
  expect(qualityOf({}, smeared)).toBeLessThan(0.2);
});

test('the score falls as the head turns, but not with roll', () => {
  const values = [0, 0.2, 0.4, 0.6, 0.8].map((turned) => qualityOf({ turned }));
  expect([...values].sort((a, b) => b - a)).toEqual(values);
  expect(values[0]).toBeGreaterThan(2 * values[4]!);
  expect(qualityOf({ roll: 0.6 })).toBeGreaterThan(0.85);
});

test('the scale and shift of the crop do not matter', () => {
  expect(qualityOf({ turned: 0.5 }, WHOLE, 1, 0)).toBeCloseTo(qualityOf({ turned: 0.5 }), 4);
});

test('coinciding keypoints score 0, not NaN', () => {
  expect(qualityOf({ eyes: 0 })).toBe(0);
});

describe('the evidence of a crop', () => {
  const grey = (level: number): Picture => ({
    width: 400,
    height: 400,
    data: new Uint8ClampedArray(640_000).fill(level),
  });

  test('has the crop’s side in picture pixels: 112/36 eye distances of a frontal face', () => {
    for (const eyes of [4, 12, 70]) expect(evidenceOf({ eyes }).side / eyes).toBeCloseTo(112 / 36, 1);
  });

  test.each([
    [1 / 127.5, -1],
    [1, 0],
    [1 / 255, 0],
  ])(
    'has brightness and contrast as fractions of white, stored with scale %f and shift %f',
    (scale, shift) => {
      expect(evidenceOf({}, grey(51), scale, shift).brightness).toBeCloseTo(0.2, 4);
      expect(evidenceOf({}, grey(51), scale, shift).contrast).toBeCloseTo(0, 4);
      expect(evidenceOf({}, WHOLE, scale, shift).contrast).toBeCloseTo(evidenceOf({}).contrast, 4);
    },
  );

  test('has yaw from 0 to 1, whatever the roll, and the share inside the picture', () => {
    expect(evidenceOf({ roll: 0.4 }).turned).toBeCloseTo(0, 4);
    expect(evidenceOf({ turned: 1 }).turned).toBeGreaterThan(0.8);
    expect(evidenceOf({ x: 0 }).inside).toBeCloseTo(0.5, 1);
    expect(evidenceOf({}).inside).toBe(1);
  });

  test('is finite for coinciding keypoints', () => {
    for (const value of Object.values(evidenceOf({ eyes: 0 }))) expect(value).toSatisfy(Number.isFinite);
  });
});
