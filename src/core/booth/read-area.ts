import type { Box, Size } from '../types.ts';
import type { Aside } from './booth.ts';

/**
 * The part of the camera's picture in which people are read, as fractions of it: what the mirror shows, without the
 * area at its side.
 *
 * @param picture size of the camera's picture.
 * @param frame size of the mirror, which the picture covers; what does not fit is cut off on both sides.
 */
export function readArea(picture: Size, frame: Size, mirrored: boolean, aside: Aside | null): Box {
  const ratio = frame.width / frame.height / (picture.width / picture.height);
  const width = Math.min(1, ratio);
  const height = Math.min(1, 1 / ratio);
  const [x, y] = [(1 - width) / 2, (1 - height) / 2];
  if (aside === null) return { x, y, width, height };
  const unread = (width * aside.percent) / 100;
  // In a mirror the visitor's left is the right of the camera's picture.
  const isAtStart = (aside.side === 'left') !== mirrored;
  return { x: isAtStart ? x + unread : x, y, width: width - unread, height };
}
