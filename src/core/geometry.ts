import type { Box, Keypoints, Point, Size } from './types.ts';

/** `value` limited to the range from `low` to `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Centre of a box, in picture pixels. */
export function boxCentre(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Whether a box in pixels has its centre in `area`, which is in fractions of the picture. */
export function isCentredIn(box: Box, area: Box, picture: Size): boolean {
  const { x, y } = boxCentre(box);
  const [right, down] = [x / picture.width - area.x, y / picture.height - area.y];
  return right >= 0 && right < area.width && down >= 0 && down < area.height;
}

/** Side of the square of equal area in pixels, used everywhere as the size of a face; 0 for empty boxes. */
export function boxSize(box: Box): number {
  return Math.sqrt(Math.max(0, box.width) * Math.max(0, box.height));
}

/** Area common to both boxes, square pixels. */
export function intersectionArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union, 0…1; 0 for empty boxes. */
export function iou(a: Box, b: Box): number {
  const common = intersectionArea(a, b);
  return common > 0 ? common / (a.width * a.height + b.width * b.height - common) : 0;
}

/** The box scaled by `factor` about its centre. */
export function padBox(box: Box, factor: number): Box {
  const width = box.width * factor;
  const height = box.height * factor;
  return { x: box.x - (width - box.width) / 2, y: box.y - (height - box.height) / 2, width, height };
}

/** Euclidean distance of two points. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Roll of the head from the line of its eyes: radians in −π…π, clockwise on the screen; 0 is upright. */
export function rollOf(keypoints: Keypoints): number {
  const { rightEye, leftEye } = keypoints;
  return Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
}

/** The keypoints with `change` applied to each. */
export function mapKeypoints(
  keypoints: Keypoints,
  change: (point: Point, name: keyof Keypoints) => Point,
): Keypoints {
  return {
    rightEye: change(keypoints.rightEye, 'rightEye'),
    leftEye: change(keypoints.leftEye, 'leftEye'),
    noseTip: change(keypoints.noseTip, 'noseTip'),
    mouthCentre: change(keypoints.mouthCentre, 'mouthCentre'),
    rightEar: change(keypoints.rightEar, 'rightEar'),
    leftEar: change(keypoints.leftEar, 'leftEar'),
  };
}
