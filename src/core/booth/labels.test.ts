import { describe, expect, test } from 'vitest';
import { intersectionArea } from '../geometry.ts';
import { random } from '../random.test-support.ts';
import type { Box, Size } from '../types.ts';
import { type Labelled, placeNearest } from './labels.ts';

const AREA: Box = { x: 20, y: 20, width: 1880, height: 800 };
const GAP = 16;
const NONE: Parameters<typeof placeNearest>[3] = new Map();
const label: Size = { width: 300, height: 90 };

const person = (id: number, x: number, y: number, width: number, size = label): Labelled => ({
  id,
  box: { x, y, width, height: width * 1.2 },
  labels: [size],
});

const inside = ({ x, y, width, height }: Box) =>
  x >= AREA.x && y >= AREA.y && x + width <= AREA.x + AREA.width && y + height <= AREA.y + AREA.height;

describe('labels of the nearest people', () => {
  test('a lone face has its label above it, centred', () => {
    expect(placeNearest([person(1, 800, 300, 200)], AREA, GAP, NONE)).toEqual([
      { id: 1, spot: 'above', length: 0, rect: { x: 750, y: 194, width: 300, height: 90 } },
    ]);
  });

  test('a face that leaves no room has its label where it covers least of it', () => {
    const [placed] = placeNearest([person(1, 580, -40, 760, { width: 1200, height: 260 })], AREA, GAP, NONE);
    expect(placed?.spot).toBe('right');
    expect(inside(placed!.rect)).toBe(true);
  });

  test('without room elsewhere a label lies over the own forehead, not over the next face', () => {
    const people = [person(1, 1280, 60, 600, { width: 880, height: 150 }), person(2, 600, 100, 370)];
    const [nearest] = placeNearest(people, AREA, GAP, NONE);
    expect(nearest).toMatchObject({ id: 1, spot: 'above' });
    expect(intersectionArea(nearest!.rect, people[1]!.box)).toBe(0);
  });

  test('a long label that has no room is replaced by a short one', () => {
    const crowd = [
      { ...person(1, 900, 300, 220), labels: [label] },
      { ...person(2, 940, 620, 160), labels: [{ width: 1400, height: 190 }, label] },
    ];
    const placed = placeNearest(crowd, AREA, GAP, NONE);
    expect(placed.map(({ id, length }) => [id, length])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  test('a label near its limit does not change to and fro while its neighbour trembles', () => {
    const next = random(3);
    const area = { x: 0, y: 0, width: 1000, height: 600 };
    const lengths: number[] = [];
    let before = NONE;
    for (let frame = 0; frame < 300; frame++) {
      // The gap between the two labels is 10 to 22 pixels, around the 16 that a new label needs.
      const trembling = person(1, 100 + 12 * next() - 2, 300, 300);
      const still = { ...person(2, 600, 300, 200), labels: [{ width: 460, height: 190 }, label] };
      const placed = placeNearest(
        [trembling, { ...still, box: { ...still.box, x: 550 } }],
        area,
        GAP,
        before,
      );
      before = new Map(placed.map((one) => [one.id, one]));
      lengths.push(placed.find(({ id }) => id === 2)?.length ?? -1);
    }
    expect(lengths.filter((length, i) => i > 0 && length !== lengths[i - 1])).toEqual([]);
  });

  test('a label may lie over a part of the own forehead', () => {
    const area = { x: 0, y: 0, width: 1000, height: 330 };
    const far = { ...person(2, 600, 60, 200), labels: [{ width: 700, height: 90 }] };
    const near = { ...person(1, 0, 60, 250), labels: [{ width: 100, height: 50 }] };
    expect(placeNearest([near, far], area, GAP, NONE).map(({ id, spot }) => [id, spot])).toEqual([
      [1, 'above'],
      [2, 'above'],
    ]);
  });

  test('for any crowd: inside, without touching, the nearest first', () => {
    const next = random(7);
    for (let round = 0; round < 400; round++) {
      const people = Array.from({ length: 1 + Math.floor(next() * 12) }, (_, i) =>
        person(i + 1, next() * 1700, next() * 700, 30 + next() * 300, {
          width: 120 + next() * 400,
          height: 60 + next() * 120,
        }),
      );
      const placed = placeNearest(people, AREA, GAP, NONE);
      const nearest = people.reduce((a, b) => (b.box.width > a.box.width ? b : a));
      expect(placed[0]?.id).toBe(nearest.id);
      placed.forEach(({ rect }, i) => {
        expect(inside(rect)).toBe(true);
        for (const other of placed.slice(i + 1)) expect(intersectionArea(rect, other.rect)).toBe(0);
      });
    }
  });

  test('keep their spot while it is free, and their people while these are alike in size', () => {
    const people = [person(1, 600, 300, 200), person(2, 660, 540, 206)];
    const kept = placeNearest(
      [person(1, 800, 300, 200)],
      AREA,
      GAP,
      new Map([[1, { spot: 'right', length: 0 }]]),
    );
    expect(kept[0]?.spot).toBe('right');
    const first = placeNearest(people, AREA, GAP, new Map([[1, { spot: 'above', length: 0 }]]));
    expect(first[0]?.id).toBe(1);
  });
});
