import { intersectionArea } from '../geometry.ts';
import type { Box, Size } from '../types.ts';

/** Where a label is, relative to its face. */
export type Spot = 'above' | 'below' | 'right' | 'left';

/** A face on the screen and the size of its label, both in CSS pixels. */
export interface Labelled {
  readonly id: number;
  readonly box: Box;
  readonly label: Size;
}

export interface PlacedLabel {
  readonly id: number;
  readonly spot: Spot;
  readonly rect: Box;
}

const SPOTS: readonly Spot[] = ['above', 'below', 'right', 'left'];
/** A label may cover this part of another face, and this part of its own: a forehead, if there is no room above. */
const MOST_COVERED = { other: 0.04, own: 0.22 } as const;
/** Whoever had a label counts as this much larger, so that two people alike do not lose it in turns. */
const KEEPS = 1.15;

/**
 * Places labels of the nearest people, as many as fit: none touches another or covers another face, all are in `area`.
 * The nearest person always gets one, if need be over a part of faces.
 *
 * @param gap least space between labels, and between label and face, CSS pixels.
 * @param before the labels of the last picture, by id: a spot is kept while it is free.
 */
export function placeNearest(
  people: readonly Labelled[],
  area: Box,
  gap: number,
  before: ReadonlyMap<number, Spot>,
): readonly PlacedLabel[] {
  const rank = ({ id, box }: Labelled) => box.width * (before.has(id) ? KEEPS : 1);
  const nearestFirst = [...people].sort((a, b) => rank(b) - rank(a) || a.id - b.id);
  const placed: PlacedLabel[] = [];
  for (const person of nearestFirst) {
    const last = before.get(person.id);
    const spots = last === undefined ? SPOTS : [last, ...SPOTS];
    const choices = spots.map((spot) => placeAt(person, spot, area, gap));
    const free = choices.find(
      ({ rect }) => isInside(rect, area) && isFree(rect, person, placed, people, gap),
    );
    if (free) placed.push(free);
    else if (placed.length === 0) placed.push(leastOver(person, people, choices));
  }
  return placed;
}

function placeAt({ id, box, label }: Labelled, spot: Spot, area: Box, gap: number): PlacedLabel {
  const centred = box.x + (box.width - label.width) / 2;
  const middle = box.y + (box.height - label.height) / 2;
  const corner = {
    above: { x: centred, y: box.y - gap - label.height },
    below: { x: centred, y: box.y + box.height + gap },
    right: { x: box.x + box.width + gap, y: middle },
    left: { x: box.x - gap - label.width, y: middle },
  }[spot];
  const within = (start: number, length: number, from: number, whole: number) =>
    Math.max(from, Math.min(start, from + whole - length));
  const rect = {
    ...label,
    x: within(corner.x, label.width, area.x, area.width),
    y: within(corner.y, label.height, area.y, area.height),
  };
  return { id, spot, rect };
}

/** The choice that covers least of the faces; covering another is worse than covering the own. */
function leastOver(
  person: Labelled,
  people: readonly Labelled[],
  choices: readonly PlacedLabel[],
): PlacedLabel {
  const covered = ({ rect }: PlacedLabel) =>
    people.reduce((sum, one) => sum + intersectionArea(rect, one.box) * (one.id === person.id ? 1 : 2), 0);
  return choices.reduce((best, one) => (covered(one) < covered(best) ? one : best));
}

function isInside(rect: Box, area: Box): boolean {
  return rect.width <= area.width && rect.height <= area.height;
}

function isFree(
  rect: Box,
  person: Labelled,
  placed: readonly PlacedLabel[],
  people: readonly Labelled[],
  gap: number,
): boolean {
  const wide = {
    x: rect.x - gap,
    y: rect.y - gap,
    width: rect.width + 2 * gap,
    height: rect.height + 2 * gap,
  };
  if (placed.some((other) => intersectionArea(wide, other.rect) > 0)) return false;
  return people.every(({ id, box }) => {
    const most = id === person.id ? MOST_COVERED.own : MOST_COVERED.other;
    return intersectionArea(rect, box) <= most * box.width * box.height;
  });
}
