import type { Evidence, Face } from './types.ts';

const point = { x: 0, y: 0 };

/** What a near, sharp, frontal, uncovered face shows. */
export const CLEAR: Evidence = {
  side: 200,
  sharpness: 0.45,
  brightness: 0.5,
  contrast: 0.2,
  turned: 0.05,
  tilted: 0.02,
  inside: 1,
  face: 1,
  eyes: 1,
  mouth: 1,
};

/** A settled face with arbitrary values; a test overrides what it is about. */
export function someFace(about: Partial<Face> = {}): Face {
  return {
    id: 1,
    box: { x: 0, y: 0, width: 10, height: 10 },
    keypoints: {
      rightEye: point,
      leftEye: point,
      noseTip: point,
      mouthCentre: point,
      rightEar: point,
      leftEar: point,
    },
    velocity: point,
    score: 1,
    quality: 1,
    settled: true,
    evidence: CLEAR,
    reading: null,
    shown: null,
    withheld: {},
    readAt: 0,
    ...about,
  };
}
