import { boxSize, mapKeypoints } from './geometry.ts';
import type { Detection } from './types.ts';

/** An upright face: a square box centred on (x, y), with keypoints at BlazeFace's usual positions. */
export function faceAt(x: number, y: number, size: number, score = 0.9): Detection {
  const point = (u: number, v: number) => ({ x: x + u * size, y: y + v * size });
  return {
    box: { x: x - size / 2, y: y - size / 2, width: size, height: size },
    keypoints: {
      rightEye: point(-0.2, -0.15),
      leftEye: point(0.2, -0.15),
      noseTip: point(0, 0.08),
      mouthCentre: point(0, 0.27),
      rightEar: point(-0.45, -0.08),
      leftEar: point(0.45, -0.08),
    },
    score,
  };
}

/** Adds detector jitter: box and keypoints are each off by up to `share` of the face's size. */
export function jittered(detection: Detection, share: number, next: () => number): Detection {
  const reach = share * boxSize(detection.box);
  const off = () => (next() * 2 - 1) * reach;
  const { box, keypoints, score } = detection;
  return {
    box: { x: box.x + off(), y: box.y + off(), width: box.width + off(), height: box.height + off() },
    keypoints: mapKeypoints(keypoints, (p) => ({ x: p.x + off(), y: p.y + off() })),
    score,
  };
}
