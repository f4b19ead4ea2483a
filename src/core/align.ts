import type { Keypoints, Point, Similarity } from './types.ts';

/** Target positions of the four aligned keypoints on a crop of 112 × 112 pixels, continuous coordinates. */
export interface CropTemplate {
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly noseTip: Point;
  readonly mouthCentre: Point;
}

const TEMPLATE_SIDE = 112;

/** The default template; the network's card may define another. */
export const TEMPLATE_112: CropTemplate = {
  rightEye: { x: 38, y: 46 },
  leftEye: { x: 74, y: 46 },
  noseTip: { x: 56, y: 66.5 },
  mouthCentre: { x: 56, y: 83.5 },
};

const ALIGNED = ['rightEye', 'leftEye', 'noseTip', 'mouthCentre'] as const;

/** Below this scale (crop pixels per picture pixel) the keypoints cannot belong to a face. */
const SMALLEST_SCALE = 1e-4;

/**
 * The least-squares similarity from a face's keypoints to the template on a crop of `size` × `size` pixels.
 * Umeyama 1991 without reflection, which has this closed form in two dimensions.
 *
 * Coinciding keypoints define no scale. They yield an upright crop centred on them, at one picture pixel per
 * crop pixel, so that later steps never divide by zero.
 */
export function alignSimilarity(keypoints: Keypoints, template: CropTemplate, size: number): Similarity {
  const zoom = size / TEMPLATE_SIDE;
  let px = 0;
  let py = 0;
  let qx = 0;
  let qy = 0;
  for (const name of ALIGNED) {
    px += keypoints[name].x / ALIGNED.length;
    py += keypoints[name].y / ALIGNED.length;
    qx += (template[name].x * zoom) / ALIGNED.length;
    qy += (template[name].y * zoom) / ALIGNED.length;
  }

  let spread = 0;
  let dot = 0;
  let cross = 0;
  for (const name of ALIGNED) {
    const dx = keypoints[name].x - px;
    const dy = keypoints[name].y - py;
    const ex = template[name].x * zoom - qx;
    const ey = template[name].y * zoom - qy;
    spread += dx * dx + dy * dy;
    dot += dx * ex + dy * ey;
    cross += dx * ey - dy * ex;
  }

  let a = dot / spread;
  let b = cross / spread;
  const scale = Math.hypot(a, b);
  if (!(scale > SMALLEST_SCALE)) {
    a = 1;
    b = 0;
  }
  return { a, b, tx: qx - (a * px - b * py), ty: qy - (b * px + a * py) };
}
