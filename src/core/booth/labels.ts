import { intersectionArea } from '../geometry.ts';
import type { Box, Size } from '../types.ts';

/** Where a label is, relative to its face. */
export type Spot = 'above' | 'below' | 'right' | 'left';

/** A face on the screen and the sizes that its label can have, longest first; all in CSS pixels. */
export interface Labelled {
  readonly id: number;
  readonly box: Box;
  readonly labels: readonly Size[];
}

export interface PlacedLabel {
  readonly id: number;
  readonly spot: Spot;
  /** Index of its size among the person's labels. */
  readonly length: number;
  readonly rect: Box;
}

const SPOTS: readonly Spot[] = ['above', 'below', 'right', 'left'];
/** The largest share of another face, and of its own face, that a label may cover if there is no room above the face. */
const MOST_COVERED = { other: 0.04, own: 0.22 } as const;
/** Space that a label needs, in gaps: less to stay as it was, more to grow, so that it does not change to and fro. */
const SPACE = { last: 0.5, longer: 2 } as const;
/** Whoever had a label counts as this much larger, so that two people alike do not lose it in turns. */
const KEEPS = 1.15;

/**
 * Places labels of the nearest people, as many as fit: none touches another or covers another face, all are in `area`.
 * A person without room for a long label gets a shorter one. The nearest always gets one, if need be over faces.
 *
 * @param gap least space between labels, and between label and face, CSS pixels.
 * @param before the labels of the last picture, by id: spot and length are kept while there is room.
 */
export function placeNearest(
  people: readonly Labelled[],
  area: Box,
  gap: number,
  before: ReadonlyMap<number, Pick<PlacedLabel, 'spot' | 'length'>>,
): readonly PlacedLabel[] {
  const rank = ({ id, box }: Labelled) => box.width * (before.has(id) ? KEEPS : 1);
  const nearestFirst = [...people].sort((a, b) => rank(b) - rank(a) || a.id - b.id);
  const placed: PlacedLabel[] = [];
  for (const person of nearestFirst) {
    const last = before.get(person.id);
    const choices = person.labels.flatMap((_, length) =>
      SPOTS.map((spot) => placeAt(person, length, spot, area, gap)),
    );
    const isLast = ({ spot, length }: PlacedLabel) => spot === last?.spot && length === last.length;
    const isLonger = ({ length }: PlacedLabel) => last !== undefined && length < last.length;
    const space = (one: PlacedLabel) => gap * (isLast(one) ? SPACE.last : isLonger(one) ? SPACE.longer : 1);
    const byLength = [...choices].sort(
      (a, b) => a.length - b.length || Number(isLast(b)) - Number(isLast(a)),
    );
    const free = byLength.find(
      (one) => isInside(one.rect, area) && isFree(one.rect, person, placed, people, space(one)),
    );
    if (free) placed.push(free);
    else if (placed.length === 0 && choices.length > 0) placed.push(leastOver(person, people, choices));
  }
  return placed;
}

function placeAt(
  { id, box, labels }: Labelled,
  length: number,
  spot: Spot,
  area: Box,
  gap: number,
): PlacedLabel {
  const label = labels[length] ?? { width: 0, height: 0 };
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
  return { id, spot, length, rect };
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
