import type { Size } from './types.ts';

/** Larger pictures are scaled down for a film. */
const LONGEST_SIDE = 1920;

/** The size of the film of a picture: even numbers, which encoders need, and at most 1,920 pixels long. */
export function filmSize({ width, height }: Size): Size {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(width), height: even(height) };
}
