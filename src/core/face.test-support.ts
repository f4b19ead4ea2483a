import type { Face } from './types.ts';

const point = { x: 0, y: 0 };

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
    reading: null,
    shown: null,
    readAt: 0,
    ...about,
  };
}
