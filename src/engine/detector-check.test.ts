import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Detection, Picture } from '#core/types.ts';
import { type ModelCard, parseCard } from './card.ts';
import { createDetector } from './detector.ts';
import { findsGoldenFaces } from './detector-check.ts';
import { type GoldenFaces, readGolden } from './golden.ts';
import type { Detector } from './parts.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT));

let own: Detector;
let golden: GoldenFaces;
let card: ModelCard;

beforeAll(async () => {
  const program = await WebAssembly.compile(
    read('node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
  );
  own = await createDetector(program, 'full', read('public/models/face-detector/full-range.bin'));
  card = parseCard(JSON.parse(read('public/models/face-attributes/card.json').toString()));
  golden = readGolden(read('public/models/face-attributes/golden.bin'), card.golden);
});

/** Our own detector with its detections changed. */
const changed = (change: (found: readonly Detection[], picture: Picture) => readonly Detection[]) => ({
  detect: (picture: Picture) => change(own.detect(picture), picture),
  close: () => {},
});

const finds = (detector: Detector, expected = own) =>
  findsGoldenFaces(detector, { expected, golden, size: card.input.size });

test('our own detector finds every golden face', () => {
  let count = 0;
  const counting = changed((found) => {
    count += found.length;
    return found;
  });
  expect(finds(counting)).toBe(true);
  expect(count).toBe(golden.count);
});

test('boxes rounded to whole pixels pass', () => {
  const rounded = changed((found) =>
    found.map((one) => {
      const { x, y, width, height } = one.box;
      const box = {
        x: Math.round(x),
        y: Math.round(y),
        width: Math.round(width),
        height: Math.round(height),
      };
      return { ...one, box };
    }),
  );
  expect(finds(rounded)).toBe(true);
});

test.each<readonly [string, Detector]>([
  ['a face that is missing', changed(() => [])],
  [
    'a face too many',
    changed((found) => [...found, { ...found[0]!, box: { x: 0, y: 0, width: 9, height: 9 } }]),
  ],
  ['eyes that are swapped', changed((found) => found.map((one) => ({ ...one, keypoints: swapped(one) })))],
  [
    'a box that is moved',
    changed((found) => found.map((one) => ({ ...one, box: { ...one.box, x: one.box.x + 15 } }))),
  ],
  [
    'numbers that are none',
    changed((found) => found.map((one) => ({ ...one, box: { ...one.box, x: Number.NaN } }))),
  ],
])('%s does not pass', (_, detector) => {
  expect(finds(detector)).toBe(false);
});

test('nothing is proven if the expected detector finds nothing', () => {
  const blind = changed(() => []);
  expect(finds(blind, blind)).toBe(false);
});

function swapped({ keypoints }: Detection) {
  const { leftEye, rightEye, leftEar, rightEar } = keypoints;
  return { ...keypoints, leftEye: rightEye, rightEye: leftEye, leftEar: rightEar, rightEar: leftEar };
}
