import type { Emotion, Head } from './labels.ts';

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

/** The six BlazeFace keypoints in picture pixels. "Right" is the subject's right, which is on the viewer's left. */
export interface Keypoints {
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly noseTip: Point;
  readonly mouthCentre: Point;
  readonly rightEar: Point;
  readonly leftEar: Point;
}

/** One face detected in one picture; score 0…1. */
export interface Detection {
  readonly box: Box;
  readonly keypoints: Keypoints;
  readonly score: number;
  /** A second look at a photo did not show it, so that only the attribute network can tell whether it is a face. */
  readonly unconfirmed?: true;
}

/** Pixels as 4 × width × height RGBA bytes, row by row. */
export interface Picture extends Size {
  readonly data: Uint8ClampedArray;
}

/**
 * A rotation, uniform scale and translation from picture to crop, in continuous coordinates:
 * u = a·x − b·y + tx, v = b·x + a·y + ty.
 */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/** Raw outputs of the network for one face, by name; classes are in the order of labels.ts. */
export interface Logits {
  readonly age: ArrayLike<number>;
  readonly gender: ArrayLike<number>;
  readonly emotion: ArrayLike<number>;
  readonly smile: ArrayLike<number>;
  readonly visible: ArrayLike<number>;
}

/** Apparent age in years: the expectation, and an interval that covers 80 % of people with this appearance. */
export interface AgeReading {
  readonly years: number;
  readonly low: number;
  readonly high: number;
}

/** The network's decoded output for one face, smoothed if it is a track. Probabilities are 0…1. */
export interface Reading {
  readonly age: AgeReading;
  /** Probability of a feminine gender presentation. */
  readonly woman: number;
  readonly emotions: Readonly<Record<Emotion, number>>;
  readonly smile: number;
}

/** What pixels and keypoints of a crop show of how much can be read from it: the basis of `quality`. */
export interface CropEvidence {
  /** Side of the crop in picture pixels; the eyes of a frontal face are 0.32 of it apart. */
  readonly side: number;
  /** Detail relative to contrast: 0 without any, 0.3…0.6 for a sharp face. Noise counts as detail. */
  readonly sharpness: number;
  /** Mean and standard deviation of the face's luma, as fractions of white. */
  readonly brightness: number;
  readonly contrast: number;
  /** Yaw of the head: 0 frontal, about 0.3 at 20°, 0.6 at 45°, 1 in profile. */
  readonly turned: number;
  /** Deviation of the nose's height from that of a level head, as a fraction of eyes to mouth. */
  readonly tilted: number;
  /** Fraction of the crop inside the picture, 0…1. */
  readonly inside: number;
}

/** What the network sees of a face; probabilities, 0…1. */
export interface Visibility {
  /** That this is a face at all, and not fur, bricks or a hand. */
  readonly face: number;
  /** That its eyes are uncovered. */
  readonly eyes: number;
  /** That its mouth is uncovered. */
  readonly mouth: number;
}

/** How much can be read from a crop: the basis of what is withheld, and of what counts as a face. */
export interface Evidence extends CropEvidence, Visibility {}

/** The gender word; 'unsure' inside the band of uncertain probabilities. */
export type ShownGender = 'woman' | 'man' | 'unsure';

/** The words and whole numbers of a reading, with hysteresis to prevent flicker. */
export interface Words {
  readonly years: number;
  readonly low: number;
  readonly high: number;
  readonly gender: ShownGender;
  readonly emotion: Emotion;
  readonly smiling: boolean;
}

/**
 * Why an attribute is not shown. 'covered': the mouth, or for age the eyes, or for gender both. 'not-sure': the
 * network's own spread, or a face that the picture cuts off.
 */
export type WithheldReason = 'too-far' | 'too-dark' | 'too-blurred' | 'turned-away' | 'covered' | 'not-sure';

/** The attributes that are not shown, each with its reason; empty if all are shown. */
export type Withheld = { readonly [H in Head]?: WithheldReason };

/** The words and whole numbers to show; null for what is withheld. */
export type Shown = { readonly [K in keyof Words]: Words[K] | null };

/** One face in a result. */
export interface Face {
  /** The track's id, never reused in a session; for a still, the face's number in the picture, counted from 1. */
  readonly id: number;
  readonly box: Box;
  readonly keypoints: Keypoints;
  /** Velocity of the box's centre, pixels per second; zero for stills. */
  readonly velocity: Point;
  /** The detector's score, 0…1. */
  readonly score: number;
  /** Quality of the last crop, 0…1: resolution, sharpness, frontality, and the fraction inside the picture. */
  readonly quality: number;
  /** False while there are too few readings to show one; the page then says "looking…". */
  readonly settled: boolean;
  /** How much can be read from the last crop; null before the first reading. */
  readonly evidence: Evidence | null;
  /** The network's output, also where it is withheld. */
  readonly reading: Reading | null;
  readonly shown: Shown | null;
  readonly withheld: Withheld;
  /** Time of the last reading, milliseconds of the source's clock. */
  readonly readAt: number | null;
}

/** Time of each stage of one frame, milliseconds. It is part of a public event, so no field may be removed. */
export interface FrameCost {
  readonly readMs: number;
  readonly detectMs: number;
  readonly cropMs: number;
  readonly classifyMs: number;
  readonly totalMs: number;
  /** Number of faces read. */
  readonly classified: number;
  /** Number of crops that the network read: one per live face, two per face of a still. */
  readonly readings: number;
}

/** A part of a live picture that may show a face. */
export interface MaybeFace {
  /** What to cover: a face with hair and ears, and the margin that its uncertain position needs; picture pixels. */
  readonly region: Box;
  /** Size of the face itself, pixels. */
  readonly size: number;
  /** The person who was seen there just now; null for everything else, which nobody can choose to show. */
  readonly id: number | null;
  /** When it was first found, on the clock of `CoverFacts.at`. Earlier pictures may show it, too. */
  readonly foundAt: number;
}

/**
 * What must be known of a picture before it is shown with its faces covered. Times are milliseconds of a clock that also
 * advances while a paused clip is read again.
 */
export interface CoverFacts {
  /** Time of this reading. */
  readonly at: number;
  readonly regions: readonly MaybeFace[];
  /** Every part of the picture was searched in this or a later reading; null before all of it was searched once. */
  readonly searchedSince: number | null;
  /** Ids of all people who are being followed, shown or not, without those who may be somebody else since this reading. */
  readonly followed: readonly number[];
}

/** The engine's result for one picture. `at` is the time of the picture, milliseconds of the source's clock. */
export interface Result {
  readonly at: number;
  readonly size: Size;
  readonly faces: readonly Face[];
  /** Number of faces detected, including those beyond the limit of `faces`, without what turned out to be no face. */
  readonly seen: number;
  readonly cost: FrameCost;
  /** Only of live pictures that are shown with covered faces. */
  readonly cover?: CoverFacts;
}

/** The default branch of a switch over a closed union, so that an unhandled case does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
