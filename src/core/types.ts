import type { Emotion } from './labels.ts';

/** A point in picture pixels, continuous coordinates: pixel i covers [i, i + 1). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Axis-aligned bounding box in picture pixels, continuous coordinates. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The six BlazeFace keypoints in picture pixels. "Right" is the subject's, at the viewer's left. */
export interface Keypoints {
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly noseTip: Point;
  readonly mouthCentre: Point;
  readonly rightEar: Point;
  readonly leftEar: Point;
}

/** One face found in one picture; score 0…1. */
export interface Detection {
  readonly box: Box;
  readonly keypoints: Keypoints;
  readonly score: number;
}

/** RGBA bytes, row by row, 4 × width × height of them. */
export interface Picture extends Size {
  readonly data: Uint8ClampedArray;
}

/**
 * A rotation, one scale and a shift, from picture to crop:
 * u = a·x − b·y + tx, v = b·x + a·y + ty (continuous coordinates on both sides).
 */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/** Raw outputs of the network for one face, by head; the order of classes is that of labels.ts. */
export interface Logits {
  readonly age: ArrayLike<number>;
  readonly gender: ArrayLike<number>;
  readonly emotion: ArrayLike<number>;
  readonly smile: ArrayLike<number>;
}

/** Apparent age in years: expectation, and an interval that covers 80 % of the people who look so. */
export interface AgeReading {
  readonly years: number;
  readonly low: number;
  readonly high: number;
}

/** What the network says of one face, decoded (and, for a track, smoothed). Probabilities 0…1. */
export interface Reading {
  readonly age: AgeReading;
  /** Probability of a feminine gender presentation. */
  readonly woman: number;
  readonly emotions: Readonly<Record<Emotion, number>>;
  readonly smile: number;
}

export type ShownGender = 'woman' | 'man' | 'unsure';

/** The words and whole numbers to show: a reading after hysteresis, so that they do not flicker. */
export interface Shown {
  readonly years: number;
  readonly low: number;
  readonly high: number;
  readonly gender: ShownGender;
  readonly emotion: Emotion;
  readonly smiling: boolean;
}

/** One face in a result. */
export interface Face {
  /** The track's id, never reused in a session; for a still, the face's number in the picture from 1. */
  readonly id: number;
  readonly box: Box;
  readonly keypoints: Keypoints;
  /** How fast the box's centre moves, pixels per second; zero for stills. */
  readonly velocity: Point;
  /** The detector's score, 0…1. */
  readonly score: number;
  /** How good the last crop was, 0…1: size, sharpness, how frontal, how much lay inside the picture. */
  readonly quality: number;
  /** False while too little was seen to say anything: the page says "looking…". */
  readonly settled: boolean;
  readonly reading: Reading | null;
  readonly shown: Shown | null;
  /** Time of the last reading, milliseconds of the source's clock. */
  readonly readAt: number | null;
}

/** What each stage of one frame cost, milliseconds. Part of the event that other code hears: no field goes. */
export interface FrameCost {
  readonly readMs: number;
  readonly detectMs: number;
  readonly cropMs: number;
  readonly classifyMs: number;
  readonly totalMs: number;
  /** Faces read. */
  readonly classified: number;
  /** Crops that the network read: a live face's one, a still's two. */
  readonly readings: number;
}

/** Everything the engine says of one picture. `at` is the source's clock in milliseconds. */
export interface Result {
  readonly at: number;
  readonly size: Size;
  readonly faces: readonly Face[];
  /** How many faces were found, those included that `faces` has no room for: at least this many are there. */
  readonly seen: number;
  readonly cost: FrameCost;
}

/** The default branch of every switch over a closed union: an unhandled new case does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
