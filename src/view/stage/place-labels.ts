import type { Box, Size } from '#core/types.ts';

/** Where a label sits, seen from its face; `…End` is flush with the right edge of the face. */
export type Side = 'above' | 'aboveEnd' | 'below' | 'belowEnd' | 'right' | 'left' | 'inside';

export interface Placement {
  readonly side: Side;
  readonly rect: Box;
  /** How much it covers: shares of faces or of itself, added up. 0 is a clear place, above 1 is possible. */
  readonly cover: number;
}

/** Space between face and label, in the boxes' unit. */
const GAP = 6;
/** Order of liking, and what a step down costs in covered share. */
const LIKING: { readonly [S in Side]: number } = {
  above: 0,
  aboveEnd: 0.02,
  below: 0.04,
  belowEnd: 0.06,
  right: 0.05,
  left: 0.07,
  inside: 0.1,
};
const SIDES: readonly Side[] = ['above', 'aboveEnd', 'below', 'right', 'belowEnd', 'left', 'inside'];
/** A label moves only to a place that is better by this: it must not hop for nothing. */
const LOYALTY = 0.3;
/** Two labels on each other are both lost; a label on a face hides a face that is also in the panel. */
const LABEL_WEIGHT = 2;
/** Covering one's own chin is less bad than covering a neighbour. */
const OWN_WEIGHT = 0.6;

/**
 * One rectangle per face, inside the picture, off faces and other labels where there is room. Earlier faces
 * choose first, so give them in a stable order. `previous` holds each face's last side, or undefined.
 * All in one unit (CSS pixels of the shown picture). A label larger than the picture is pushed to its top left.
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
      const rect = keepInside(besides(box, size, side), picture);
      return { side, rect, cover: coverOf(rect, index, boxes, placed) };
    });
    const price = (choice: Placement) => choice.cover + LIKING[choice.side];
    const best = choices.reduce((a, b) => (price(b) < price(a) ? b : a));
    const last = choices.find((choice) => choice.side === previous[index]);
    placed.push(last !== undefined && price(last) <= price(best) + LOYALTY ? last : best);
  });
  return placed;
}

function besides(face: Box, size: Size, side: Side): Box {
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
  const within = (at: number, length: number, whole: number) => Math.max(0, Math.min(at, whole - length));
  return {
    ...rect,
    x: within(rect.x, rect.width, picture.width),
    y: within(rect.y, rect.height, picture.height),
  };
}

/** Area that both rectangles cover. */
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

/** Share of the smaller one that is covered: a small face hidden by a large label is wholly hidden. */
const share = (a: Box, b: Box): number =>
  overlap(a, b) / Math.max(1, Math.min(a.width * a.height, b.width * b.height));
