import { expect, test } from 'vitest';
import { alignSimilarity, type CropTemplate, TEMPLATE_112 } from './align.ts';
import { supersampling } from './sample.ts';
import type { Keypoints, Point } from './types.ts';

const point = (x: number, y: number): Point => ({ x, y });
const none = point(0, 0);

function keypointsOf(points: readonly (readonly number[])[]): Keypoints {
  const [rightEye, leftEye, noseTip, mouthCentre] = points.map(([x, y]) => point(x!, y!));
  return {
    rightEye: rightEye!,
    leftEye: leftEye!,
    noseTip: noseTip!,
    mouthCentre: mouthCentre!,
    rightEar: none,
    leftEar: none,
  };
}

/** Values from training: picture, [right eye, left eye, nose, mouth], [a, b, tx, ty] to a 96 × 96 crop, k. */
const GOLDEN: readonly (readonly [string, readonly number[][], readonly number[], number])[] = [
  [
    'nasa_eileen-collins.png',
    [
      [203.87, 100.81],
      [247.97, 108.43],
      [221.96, 124.67],
      [218.9, 145.49],
    ],
    [0.72873813, -0.12670802, -129.82208788, -7.20406072],
    2,
  ],
  [
    'nasa_jessica-watkins.jpg',
    [
      [164.14, 256.18],
      [218.33, 250.97],
      [186.77, 284.61],
      [191.85, 309.58],
    ],
    [0.56686506, 0.01877444, -54.68957105, -107.79290861],
    2,
  ],
  [
    'fsa_woman-milk-bottle.jpg',
    [
      [200.13, 164.72],
      [224.62, 159.03],
      [206.65, 177.58],
      [213.33, 193.88],
    ],
    [1.04168026, 0.07378089, -159.16133885, -144.77072295],
    1,
  ],
  [
    'navy_grace-hopper.jpg',
    [
      [220.74, 193.94],
      [308.25, 187.26],
      [266.65, 231.04],
      [269.09, 277.98],
    ],
    [0.36244152, 0.0226178, -43.44188525, -34.82648986],
    2,
  ],
  [
    'documerica_girl-and-young-woman-2faces.jpg',
    [
      [288.77, 311.54],
      [335.26, 311.95],
      [307.31, 332.61],
      [307.94, 355.63],
    ],
    [0.70017428, -0.04593621, -183.99197273, -163.52080247],
    2,
  ],
];

test.each(GOLDEN)('the similarity of %s is the one of training', (_, points, [a, b, tx, ty], k) => {
  const found = alignSimilarity(keypointsOf(points), TEMPLATE_112, 96);
  expect(found.a).toBeCloseTo(a!, 6);
  expect(found.b).toBeCloseTo(b!, 6);
  expect(found.tx).toBeCloseTo(tx!, 4);
  expect(found.ty).toBeCloseTo(ty!, 4);
  expect(supersampling(found)).toBe(k);
});

test('recovers the similarity of a rotated, scaled and shifted template exactly', () => {
  const angle = 0.4;
  const zoom = 2.5;
  const place = ({ x, y }: Point) =>
    point(
      zoom * (Math.cos(angle) * x - Math.sin(angle) * y) + 300,
      zoom * (Math.sin(angle) * x + Math.cos(angle) * y) - 40,
    );
  const { rightEye, leftEye, noseTip, mouthCentre } = TEMPLATE_112;
  const keypoints: Keypoints = {
    rightEye: place(rightEye),
    leftEye: place(leftEye),
    noseTip: place(noseTip),
    mouthCentre: place(mouthCentre),
    rightEar: none,
    leftEar: none,
  };
  const { a, b, tx, ty } = alignSimilarity(keypoints, TEMPLATE_112, 112);
  expect(Math.hypot(a, b)).toBeCloseTo(1 / zoom, 12);
  expect(Math.atan2(b, a)).toBeCloseTo(-angle, 12);
  const eye = keypoints.rightEye;
  expect(a * eye.x - b * eye.y + tx).toBeCloseTo(38, 9);
  expect(b * eye.x + a * eye.y + ty).toBeCloseTo(46, 9);
});

test('uses the given template', () => {
  const template: CropTemplate = { ...TEMPLATE_112, noseTip: point(56, 70) };
  const keypoints = keypointsOf(GOLDEN[0]![1]);
  expect(alignSimilarity(keypoints, template, 96)).not.toEqual(alignSimilarity(keypoints, TEMPLATE_112, 96));
});

test('coinciding keypoints give a usable crop centred on them', () => {
  const spot = [7, 9];
  const found = alignSimilarity(keypointsOf([spot, spot, spot, spot]), TEMPLATE_112, 112);
  expect(found).toMatchObject({ a: 1, b: 0 });
  expect(found.tx + 7).toBeCloseTo(56, 9);
});

test('keypoints spread over a million pixels do not shrink the crop to nothing', () => {
  const far = 1e6;
  const found = alignSimilarity(
    keypointsOf([
      [0, 0],
      [far, 0],
      [far / 2, far / 2],
      [far / 2, far],
    ]),
    TEMPLATE_112,
    112,
  );
  expect(Math.hypot(found.a, found.b)).toBe(1);
});
