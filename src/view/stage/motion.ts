import type { Box, Face } from '#core/types.ts';

/** Beyond this a guess about the way is worse than staying. Milliseconds. */
const HORIZON_MS = 150;
/** Slower than this share of the face's width in a second is noise, not movement. */
const STILL_SHARE = 0.08;
/** Time constant of the approach to the predicted place, milliseconds. */
const EASE_MS = 45;
/** Differences below this many picture pixels, relative to the face's width, count as arrived. */
const ARRIVED_SHARE = 0.004;

/** Where the face's box is `elapsedMs` after the result: box + velocity × time, at most 150 ms ahead. */
export function predict(face: Pick<Face, 'box' | 'velocity'>, elapsedMs: number): Box {
  const { box, velocity } = face;
  if (Math.hypot(velocity.x, velocity.y) < STILL_SHARE * box.width) return box;
  const seconds = Math.min(Math.max(elapsedMs, 0), HORIZON_MS) / 1000;
  return { ...box, x: box.x + velocity.x * seconds, y: box.y + velocity.y * seconds };
}

/** A step of `dtMs` from the shown box towards its goal, exponential, so that frame rate does not matter. */
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

/** Whether nobody would see the difference. */
export function arrived(shown: Box, goal: Box): boolean {
  const near = ARRIVED_SHARE * goal.width;
  return (
    Math.abs(shown.x - goal.x) < near &&
    Math.abs(shown.y - goal.y) < near &&
    Math.abs(shown.width - goal.width) < near &&
    Math.abs(shown.height - goal.height) < near
  );
}

/** Whether prediction still changes the goal at that time. */
export const stillMoving = (face: Pick<Face, 'box' | 'velocity'>, elapsedMs: number): boolean =>
  elapsedMs < HORIZON_MS && predict(face, HORIZON_MS) !== face.box;
