import { expect, test } from 'vitest';
import {
  mayBeRotated,
  QUARTER_TURNS,
  type QuarterTurns,
  rotateBack,
  rotatePicture,
  uprightTurns,
} from './quarter-turn.ts';
import type { Detection, Picture } from './types.ts';

/** 3 × 2 pixels with distinct grey values. */
const PICTURE: Picture = {
  width: 3,
  height: 2,
  data: new Uint8ClampedArray([1, 2, 3, 4, 5, 6].flatMap((grey) => [grey, grey, grey, 255])),
};
const greys = ({ data }: Picture) => Array.from(data).filter((_, i) => i % 4 === 0);

function face(score: number): Detection {
  const keypoints = {
    rightEye: { x: 2, y: 1 },
    leftEye: { x: 4, y: 1.5 },
    noseTip: { x: 3, y: 2 },
    mouthCentre: { x: 3, y: 3 },
    rightEar: { x: 1, y: 1 },
    leftEar: { x: 5, y: 1 },
  };
  return { box: { x: 1, y: 0.5, width: 4, height: 3 }, keypoints, score };
}

test.each<[QuarterTurns, number, number[]]>([
  [0, 3, [1, 2, 3, 4, 5, 6]],
  [1, 2, [4, 1, 5, 2, 6, 3]],
  [2, 3, [6, 5, 4, 3, 2, 1]],
  [3, 2, [3, 6, 2, 5, 1, 4]],
])('%i quarter turns clockwise', (turns, width, expected) => {
  const turned = rotatePicture(PICTURE, turns);
  expect([turned.width, turned.height]).toEqual([width, 6 / width]);
  expect(greys(turned)).toEqual(expected);
});

test.each(QUARTER_TURNS)('a detection after %i quarter turns is mapped back to the picture', (turns) => {
  // Rotating back by the remaining turns of a full circle must restore every point.
  const size = { width: 9, height: 7 };
  const turnedSize = turns === 2 ? size : { width: 7, height: 9 };
  const there = rotateBack(face(0.8), (4 - turns) as QuarterTurns, turnedSize);
  expect(rotateBack(there, turns, size)).toEqual(face(0.8));
  expect(there).not.toEqual(face(0.8));
});

test('the right eye of a head that rests on its right ear is below the left eye', () => {
  // One clockwise turn makes the picture upright, so the left border of the result is the bottom border of the picture.
  const { box, keypoints } = rotateBack(face(0.8), 1, { width: 10, height: 20 });
  expect(box).toEqual({ x: 0.5, y: 15, width: 3, height: 4 });
  expect(keypoints.rightEye).toEqual({ x: 1, y: 18 });
  expect(keypoints.leftEye).toEqual({ x: 1.5, y: 16 });
});

const faces = (...scores: number[]) => scores.map(face);

test('a picture may be rotated if fewer than half of its detections are certain', () => {
  expect(mayBeRotated([])).toBe(true);
  expect(mayBeRotated(faces(0.5, 0.79))).toBe(true);
  expect(mayBeRotated(faces(0.5, 0.8))).toBe(false);
  expect(mayBeRotated(faces(0.5, 0.8, 0.79))).toBe(true);
});

test.each<[number[], number[], number[], number[], QuarterTurns]>([
  [[], [], [], [], 0],
  [[0.6], [0.82], [0.55], [], 1],
  [[], [], [0.75], [], 2],
  [[0.6], [0.77], [0.5], [0.8], 3],
  // In a group, many certain detections outweigh a single more certain one.
  [[0.65, 0.65, 0.82], [0.85, 0.85, 0.8], [0.9], [], 1],
  // No face is certain enough, or there is hardly more evidence than without rotation.
  [[], [0.74, 0.74], [], [], 0],
  [[0.75], [0.87], [], [], 0],
  [[0.7, 0.7], [0.75], [], [], 0],
])(
  'scores %j unrotated, %j after one turn, %j after two, %j after three: %i quarter turns',
  (zero, one, two, three, turns) => {
    expect(uprightTurns({ 0: faces(...zero), 1: faces(...one), 2: faces(...two), 3: faces(...three) })).toBe(
      turns,
    );
  },
);
