import { mapKeypoints } from './geometry.ts';
import type { Point, Result, Size } from './types.ts';

/**
 * The result in the pixels of `size`, which has the same aspect ratio. The engine works on at most 2,048 pixels, while
 * events, table and exports state positions in the photo's own pixels.
 */
export function scaleResult(result: Result, size: Size): Result {
  const scale = size.width / result.size.width;
  if (scale === 1) return result;
  const point = ({ x, y }: Point): Point => ({ x: x * scale, y: y * scale });
  const faces = result.faces.map((face) => ({
    ...face,
    box: { ...point(face.box), width: face.box.width * scale, height: face.box.height * scale },
    keypoints: mapKeypoints(face.keypoints, point),
    velocity: point(face.velocity),
  }));
  return { ...result, size, faces };
}
