import type { Box, Size } from '#core/types.ts';

/** The position of a label relative to its face; `…End` is aligned with the right edge of the face. */
export type Side = 'above' | 'aboveEnd' | 'below' | 'belowEnd' | 'right' | 'left' | 'inside';

/** The chosen position of one label. */
export interface Placement {
  readonly side: Side;
  readonly rect: Box;
  /** Sum of the weighted shares of faces and labels that it covers: 0 covers nothing, and above 1 is possible. */
  readonly cover: number;
}

/** Space between face and label in CSS pixels. */
const GAP = 6;
/** Cost of each side, as a covered share. */
const SIDE_COST: { readonly [S in Side]: number } = {
  above: 0,
  aboveEnd: 0.02,
  below: 0.04,
  belowEnd: 0.06,
  right: 0.05,
  left: 0.07,
  inside: 0.1,
};
const SIDES: readonly Side[] = ['above', 'aboveEnd', 'below', 'right', 'belowEnd', 'left', 'inside'];
/** A label changes its side only to save at least this cost, so that it does not jump back and forth. */
const MOVE_COST = 0.3;
/** Covering a label costs more than covering a face, because both labels become unreadable. */
const LABEL_WEIGHT = 2;
/** Covering its own face costs less than covering another. */
const OWN_WEIGHT = 0.6;

/**
 * Places one label per face inside the picture, if possible without covering faces or other labels. Labels are placed
 * in the order of `boxes`, so the order should be stable. All sizes are in CSS pixels. A label larger than the
 * picture is aligned with its top left corner.
 *
 * @param previous the last side of each label; undefined for a new face.
 */
export function placeLabels(
  boxes: readonly Box[],
  labelSizes: readonly Size[],
  picture: Size,
  previous: readonly (Side | undefined)[] = [],
): readonly Placement[] {
  const placed: Placement[] = [];
  boxes.forEach((box, index) => {
    const size = labelSizes[index];
    if (size === undefined) return;
    const choices = SIDES.map((side) => {
      const rect = keepInside(labelRect(box, size, side), picture);
      return { side, rect, cover: coverOf(rect, index, boxes, placed) };
    });
    const cost = (choice: Placement) => choice.cover + SIDE_COST[choice.side];
    const best = choices.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    const last = choices.find((choice) => choice.side === previous[index]);
    placed.push(last !== undefined && cost(last) <= cost(best) + MOVE_COST ? last : best);
  });
  return placed;
}

function labelRect(face: Box, size: Size, side: Side): Box {
  const end = face.x + face.width - size.width;
  const above = face.y - GAP - size.height;
  const below = face.y + face.height + GAP;
  switch (side) {
    case 'above':
      return { ...size, x: face.x, y: above };
    case 'aboveEnd':
      return { ...size, x: end, y: above };
    case 'below':
      return { ...size, x: face.x, y: below };
    case 'belowEnd':
      return { ...size, x: end, y: below };
    case 'right':
      return { ...size, x: face.x + face.width + GAP, y: face.y };
    case 'left':
      return { ...size, x: face.x - GAP - size.width, y: face.y };
    case 'inside':
      return { ...size, x: face.x, y: face.y + face.height - size.height };
  }
}

function keepInside(rect: Box, picture: Size): Box {
  const within = (start: number, length: number, whole: number) =>
    Math.max(0, Math.min(start, whole - length));
  return {
    ...rect,
    x: within(rect.x, rect.width, picture.width),
    y: within(rect.y, rect.height, picture.height),
  };
}

/** Area of the intersection of two rectangles. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

function coverOf(rect: Box, own: number, boxes: readonly Box[], placed: readonly Placement[]): number {
  let covered = 0;
  boxes.forEach((box, index) => {
    covered += share(rect, box) * (index === own ? OWN_WEIGHT : 1);
  });
  for (const other of placed) covered += share(rect, other.rect) * LABEL_WEIGHT;
  return covered;
}

/** Share of the smaller rectangle that is covered: 1 for a small face under a large label. */
const share = (a: Box, b: Box): number =>
  overlap(a, b) / Math.max(1, Math.min(a.width * a.height, b.width * b.height));
