import type { Box, Face, Size } from '#core/types.ts';
import type { Paintable } from '../stage/cover.ts';
import type { Shot } from './snapshot.ts';

/** Side of the square around a face, in sides of its box: brow to chin becomes hair to collar. */
const AROUND = 1.6;
/** The box ends above the brows, so that its middle is below that of the head. */
const RAISED = 0.08;

/** The square of a picture that shows a face, inside the picture if it is large enough. */
export function faceSquare({ box }: Pick<Face, 'box'>, picture: Size): Box {
  const side = Math.min(AROUND * Math.max(box.width, box.height), picture.width, picture.height);
  const inside = (middle: number, length: number) =>
    Math.min(Math.max(0, middle - side / 2), Math.max(0, length - side));
  return {
    x: inside(box.x + box.width / 2, picture.width),
    y: inside(box.y + (0.5 - RAISED) * box.height, picture.height),
    width: side,
    height: side,
  };
}

/** Draws a face of a shot into a square of the context, mirrored if the shot is. */
export function drawFace(context: Paintable, shot: Shot, face: Face, at: Box): void {
  const { image, size, mirrored } = shot;
  const from = faceSquare(face, size);
  const sx = image.width / size.width;
  const sy = image.height / size.height;
  context.save();
  context.translate(mirrored ? at.x + at.width : at.x, at.y);
  context.scale(mirrored ? -1 : 1, 1);
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    image,
    from.x * sx,
    from.y * sy,
    from.width * sx,
    from.height * sy,
    0,
    0,
    at.width,
    at.height,
  );
  context.restore();
}
