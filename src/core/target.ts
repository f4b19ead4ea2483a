import { boxCentre, boxSize, distance, iou, mapKeypoints } from './geometry.ts';
import { correctMotion, type Motion, predictMotion, startMotion } from './motion.ts';
import { steady } from './steady.ts';
import type { Detection, Point } from './types.ts';

/** A face followed from frame to frame: its smoothed box and keypoints, and its motion. */
export interface Target extends Detection {
  /** Time of the first detection, milliseconds of the source's clock. */
  readonly bornAt: number;
  /** Time of the last detection, milliseconds of the source's clock. */
  readonly seenAt: number;
  /** Time of the last frame in which the detector looked where the face was expected. */
  readonly lookedAt: number;
  /** Velocity of the box's centre, pixels per second; nearly 0 if it is only the detector's jitter. */
  readonly velocity: Point;
  /** Whether the face was detected in the newest frame. */
  readonly visible: boolean;
  readonly x: Motion;
  readonly y: Motion;
  readonly logSize: Motion;
}

// Below, lengths are fractions of the face's size, and speeds are sizes per second.
const CENTRE_DEVIATION = 0.02;
const FIRST_SPEED_DEVIATION = 1.5;
const AGILITY = 4;
const LOG_SIZE_DEVIATION = 0.04;
const FIRST_GROWTH_DEVIATION = 0.5;
const GROWTH_AGILITY = 0.3;
/** Lower speeds are mostly the detector's jitter. */
const SPEED_OF_JITTER = 0.25;
/** Time constant with which a face that is not detected loses its speed. */
const HALT_MS = 700;
/** A visible face keeps its speed for this long after its last frame. */
const FRAME_GAP_MS = 200;

/** Weights in a pair's cost of boxes that do not overlap and of sizes that differ. */
const OVERLAP_WEIGHT = 0.5;
const SIZE_WEIGHT = 0.5;
/** Cost of matching an unseen track, at once and per second, so that tracks just seen are preferred. */
const UNSEEN_COST = 0.15;
const UNSEEN_COST_PER_SECOND = 0.3;

/** A face detected for the first time. `gap` is its position error in face sizes, 0 for a new detection. */
export function startTarget(detection: Detection, at: number, gap: number): Target {
  const size = boxSize(detection.box);
  const centre = boxCentre(detection.box);
  const deviation = size * (CENTRE_DEVIATION + gap);
  return {
    box: detection.box,
    keypoints: detection.keypoints,
    score: detection.score,
    bornAt: at,
    seenAt: at,
    lookedAt: at,
    velocity: { x: 0, y: 0 },
    visible: true,
    x: startMotion(centre.x, deviation, size * FIRST_SPEED_DEVIATION),
    y: startMotion(centre.y, deviation, size * FIRST_SPEED_DEVIATION),
    logSize: startMotion(Math.log(size), LOG_SIZE_DEVIATION, FIRST_GROWTH_DEVIATION),
  };
}

/** The fraction of a speed (in face sizes per second) that is movement rather than jitter. */
function trust(speed: number): number {
  return speed ** 2 / (speed ** 2 + SPEED_OF_JITTER ** 2);
}

/** The target predicted `ms` milliseconds ahead; not visible until a detection corrects it. */
export function predictTarget<T extends Target>(target: T, ms: number): T {
  const coasting = target.visible ? Math.max(0, ms - FRAME_GAP_MS) : ms;
  const keep = Math.exp(-coasting / HALT_MS);
  const size = Math.exp(target.logSize.value);
  const agility = AGILITY * size * size;
  const seconds = ms / 1000;
  const x = predictMotion(target.x, seconds, agility, keep);
  const y = predictMotion(target.y, seconds, agility, keep);
  const logSize = predictMotion(target.logSize, seconds, GROWTH_AGILITY, keep);
  const share = trust(Math.hypot(target.x.rate, target.y.rate) / size);
  const dx = (x.value - target.x.value) * share;
  const dy = (y.value - target.y.value) * share;
  return {
    ...target,
    box: { ...target.box, x: target.box.x + dx, y: target.box.y + dy },
    keypoints: mapKeypoints(target.keypoints, (point) => ({ x: point.x + dx, y: point.y + dy })),
    velocity: { x: target.velocity.x * keep, y: target.velocity.y * keep },
    visible: false,
    x,
    y,
    logSize,
  };
}

/** The predicted target after a matching detection at time `at`, `ms` milliseconds after it was last looked for. */
export function correctTarget<T extends Target>(target: T, detection: Detection, at: number, ms: number): T {
  const size = boxSize(detection.box);
  const centre = boxCentre(detection.box);
  const x = correctMotion(target.x, centre.x, size * CENTRE_DEVIATION);
  const y = correctMotion(target.y, centre.y, size * CENTRE_DEVIATION);
  const share = trust(Math.hypot(x.rate, y.rate) / size);
  return {
    ...target,
    ...steady(target, detection, size, ms / 1000),
    seenAt: at,
    lookedAt: at,
    velocity: { x: x.rate * share, y: y.rate * share },
    visible: true,
    x,
    y,
    logSize: correctMotion(target.logSize, Math.log(size), LOG_SIZE_DEVIATION),
  };
}

const COMPARED = ['rightEye', 'leftEye', 'noseTip', 'mouthCentre'] as const;

/** Mean distance of eyes, nose and mouth in face sizes. Ears are left out because they jump when a head turns. */
export function keypointGap(target: Target, detection: Detection): number {
  let sum = 0;
  for (const name of COMPARED) sum += distance(target.keypoints[name], detection.keypoints[name]);
  return sum / COMPARED.length / Math.sqrt(boxSize(target.box) * boxSize(detection.box));
}

/** Absolute logarithm of the ratio of sizes: 0 if equal, 0.69 for a factor of 2. */
export function sizeGap(target: Target, detection: Detection): number {
  return Math.abs(Math.log(boxSize(detection.box)) - target.logSize.value);
}

/**
 * How badly a detection fits a predicted target: 0 for a perfect match, about 1.2 if the boxes hardly touch.
 * `unseenMs` is the time without a detection, 0 if the target was in the previous frame.
 */
export function matchCost(target: Target, detection: Detection, unseenMs: number): number {
  const waiting = unseenMs > 0 ? UNSEEN_COST + (UNSEEN_COST_PER_SECOND * unseenMs) / 1000 : 0;
  return (
    OVERLAP_WEIGHT * (1 - iou(target.box, detection.box)) +
    keypointGap(target, detection) +
    SIZE_WEIGHT * sizeGap(target, detection) +
    waiting
  );
}

/** Largest plausible distance from the prediction in face sizes: three standard deviations of the filter. */
export function reach(target: Target): number {
  return (3 * Math.sqrt(Math.max(target.x.valueVariance, target.y.valueVariance))) / boxSize(target.box);
}
