import type { Box, Face } from '#core/types.ts';

/** Longest prediction in milliseconds; beyond it a prediction is worse than none. */
const HORIZON_MS = 150;
/** A speed below this share of the face's width per second is noise. */
const STILL_SHARE = 0.08;
/** Time constant of the approach to the predicted position, in milliseconds. */
const EASE_MS = 45;
/** A box has arrived when it differs from its goal by less than this share of the face's width. */
const ARRIVED_SHARE = 0.004;

/** Predicts the box `elapsedMs` after the result: box + velocity × time, for at most HORIZON_MS. */
export function predict(face: Pick<Face, 'box' | 'velocity'>, elapsedMs: number): Box {
  const { box, velocity } = face;
  if (Math.hypot(velocity.x, velocity.y) < STILL_SHARE * box.width) return box;
  const seconds = Math.min(Math.max(elapsedMs, 0), HORIZON_MS) / 1000;
  return { ...box, x: box.x + velocity.x * seconds, y: box.y + velocity.y * seconds };
}

/** Moves the shown box towards its goal by a step of `dtMs`. Exponential, so that the frame rate does not matter. */
export function ease(shown: Box, goal: Box, dtMs: number): Box {
  const share = 1 - Math.exp(-Math.max(dtMs, 0) / EASE_MS);
  const step = (from: number, to: number) => from + (to - from) * share;
  return {
    x: step(shown.x, goal.x),
    y: step(shown.y, goal.y),
    width: step(shown.width, goal.width),
    height: step(shown.height, goal.height),
  };
}

/** Whether the shown box is visibly equal to its goal. */
export function arrived(shown: Box, goal: Box): boolean {
  const near = ARRIVED_SHARE * goal.width;
  return (
    Math.abs(shown.x - goal.x) < near &&
    Math.abs(shown.y - goal.y) < near &&
    Math.abs(shown.width - goal.width) < near &&
    Math.abs(shown.height - goal.height) < near
  );
}

/** Whether the predicted box still changes after `elapsedMs`. */
export const stillMoving = (face: Pick<Face, 'box' | 'velocity'>, elapsedMs: number): boolean =>
  elapsedMs < HORIZON_MS && predict(face, HORIZON_MS) !== face.box;
