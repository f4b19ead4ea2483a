import { distance, mapKeypoints } from './geometry.ts';
import type { Box, Detection, Point } from './types.ts';

/** Cut-off frequency for a point at its expected position, Hz; low, to remove the detector's jitter. */
const STILL_HZ = 0.6;
/** Added cut-off for a point one JITTER away, Hz. It grows with the squared distance, so that movement does not lag. */
const MOVED_HZ = 5;
/** Distance from the expected position above which a point has moved, as a fraction of the face's size. */
const JITTER = 0.04;

function steadyPoint(expected: Point, measured: Point, size: number, seconds: number): Point {
  const surprise = distance(expected, measured) / (size * JITTER);
  const gain = 1 - Math.exp(-2 * Math.PI * (STILL_HZ + MOVED_HZ * surprise * surprise) * seconds);
  return {
    x: expected.x + gain * (measured.x - expected.x),
    y: expected.y + gain * (measured.y - expected.y),
  };
}

function corner(box: Box): Point {
  return { x: box.x + box.width, y: box.y + box.height };
}

/**
 * Smooths box and keypoints. Each point passes a low-pass filter whose cut-off rises with its distance from the
 * expected position, after the idea of the 1 € filter (Casiez, Roussel, Vogel 2012).
 *
 * @param expected the previous box and keypoints, moved by the velocity.
 * @param measured what the detector returned.
 * @param size size of the face in pixels.
 * @param seconds time since the last frame.
 */
export function steady(expected: Detection, measured: Detection, size: number, seconds: number): Detection {
  const low = steadyPoint(expected.box, measured.box, size, seconds);
  const high = steadyPoint(corner(expected.box), corner(measured.box), size, seconds);
  return {
    box: { x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y },
    keypoints: mapKeypoints(measured.keypoints, (point, name) =>
      steadyPoint(expected.keypoints[name], point, size, seconds),
    ),
    score: measured.score,
  };
}
