import { distance, mapKeypoints } from './geometry.ts';
import type { Box, Detection, Point } from './types.ts';

/** Cut-off frequency for a point that is where it was expected, Hz: the detector's jitter goes. */
const STILL_HZ = 0.6;
/** Added cut-off for a point one jitter away, Hz; it grows with the square: what really moves does not lag. */
const MOVED_HZ = 5;
/** A point this far from where it was expected has moved rather than trembled; share of the face's size. */
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
 * Box and keypoints between where they were expected (the last ones, moved on by the velocity) and where
 * the detector sees them: a low-pass per point whose cut-off rises with the surprise, after the idea of the
 * 1 € filter (Casiez, Roussel, Vogel 2012). `size`: of the face, pixels; `seconds`: since the last frame.
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
