import type { Point } from '#core/types.ts';

/** The eyes of a face in a picture of `scripts/media/pictures/`. The subject's right eye is at the viewer's left. */
export interface FaceSpot {
  readonly picture: string;
  readonly rightEye: Point;
  readonly leftEye: Point;
}

const spot = (picture: string, rightX: number, rightY: number, leftX: number, leftY: number): FaceSpot => ({
  picture,
  rightEye: { x: rightX, y: rightY },
  leftEye: { x: leftX, y: leftY },
});

/** Eyes in pixels of the picture, as MediaPipe's full-range sparse detector (0.10.35) detects them. */
export const FACES = {
  apolloNeutral: spot('nasa_jim-lovell-1962-neutral.jpg', 170.9, 147.2, 225, 147.3),
  apolloSmile: spot('nasa_jim-lovell-1968-smile.jpg', 143.6, 99.6, 183.7, 101.3),
  conrad: spot('nasa_pete-conrad-1962.jpg', 186.6, 146.3, 243.9, 145.3),
  koch: spot('nasa_christina-koch.jpg', 150.8, 162.1, 212.3, 155.6),
  hopper: spot('navy_grace-hopper.jpg', 227, 192.5, 306.6, 191.8),
  kim: spot('nasa_jonny-kim.jpg', 162.6, 262.8, 224.4, 263.6),
  barron: spot('nasa_kayla-barron.jpg', 132.7, 258.7, 191.1, 255.6),
  cardman: spot('nasa_zena-cardman.jpg', 189, 257.9, 243.9, 255.4),
  chari: spot('nasa_raja-chari.jpg', 148.3, 246.4, 203.9, 248.1),
  rubio: spot('nasa_frank-rubio.jpg', 151, 258.3, 212, 250.8),
  collins: spot('nasa_eileen-collins.png', 202.8, 103.5, 248, 105.9),
  girl: spot('documerica_girl-and-young-woman-2faces.jpg', 68.7, 145.3, 113.6, 143.9),
  youngMan: spot('fsa_young-man-smiling.jpg', 187.3, 215.6, 264.1, 215.3),
  mother: spot('fsa_migrant-mother-variant.jpg', 276.2, 280.1, 320, 272.7),
  milk: spot('fsa_woman-milk-bottle.jpg', 205.6, 160.7, 236.7, 161.6),
  lee: spot('gpo_barbara-lee.jpg', 88, 122.4, 139.6, 121.1),
  conyers: spot('gpo_john-conyers.jpg', 108.8, 115.4, 167.1, 117.8),
  crewMiddle: spot('group_nasa-2017-right-3faces.jpg', 463.1, 360.8, 526.4, 365.2),
};

export type FaceName = keyof typeof FACES;

/** Returns the distance of the eyes in pixels of the picture; a face is about 2.6 times as wide. */
export function eyeDistance({ rightEye, leftEye }: FaceSpot): number {
  return Math.hypot(leftEye.x - rightEye.x, leftEye.y - rightEye.y);
}

/** Returns the point between the eyes in pixels of the picture. */
export function betweenEyes({ rightEye, leftEye }: FaceSpot): Point {
  return { x: (rightEye.x + leftEye.x) / 2, y: (rightEye.y + leftEye.y) / 2 };
}

/** Returns the angle of the line through the eyes to the horizontal, in radians, clockwise. */
export function eyeSlope({ rightEye, leftEye }: FaceSpot): number {
  return Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
}
