import { describe, expect, it } from 'vitest';
import type { Box } from '#core/types.ts';
import { overlap, placeLabels } from './place-labels.ts';

const picture = { width: 640, height: 480 };
const label = { width: 120, height: 40 };
const face = (x: number, y: number, width = 90, height = 110): Box => ({ x, y, width, height });
const inside = (rect: Box) =>
  rect.x >= 0 &&
  rect.y >= 0 &&
  rect.x + rect.width <= picture.width &&
  rect.y + rect.height <= picture.height;

describe('placeLabels', () => {
  it('prefers the position above the face', () => {
    const [placed] = placeLabels([face(200, 200)], [label], picture);
    expect(placed?.side).toBe('above');
    expect(placed?.rect.x).toBe(200);
    expect(placed!.rect.y + label.height).toBeLessThan(200);
  });

  it('keeps every label inside the picture', () => {
    for (let x = -60; x < 640; x += 35) {
      for (let y = -60; y < 480; y += 35) {
        const [placed] = placeLabels([face(x, y)], [label], picture);
        expect(inside(placed!.rect), `face at ${x}, ${y}`).toBe(true);
      }
    }
  });

  it('does not cover a face at the upper edge', () => {
    const top = face(200, 2);
    const [placed] = placeLabels([top], [label], picture);
    expect(overlap(placed!.rect, top)).toBe(0);
  });

  it('does not cover a neighbour above', () => {
    const faces = [face(200, 60), face(205, 200)];
    const placed = placeLabels(faces, [label, label], picture);
    for (const { rect } of placed) for (const box of faces) expect(overlap(rect, box)).toBe(0);
    expect(overlap(placed[0]!.rect, placed[1]!.rect)).toBe(0);
  });

  it('covers nothing for a row of faces', () => {
    const faces = [0, 1, 2, 3].map((n) => face(30 + n * 150, 180));
    const placed = placeLabels(
      faces,
      faces.map(() => label),
      picture,
    );
    expect(placed.map((p) => p.cover)).toEqual([0, 0, 0, 0]);
  });

  it('keeps the side of a label until another is clearly better', () => {
    const alone = placeLabels([face(200, 200)], [label], picture, ['below']);
    expect(alone[0]?.side).toBe('below');
    const crowded = placeLabels([face(200, 100), face(200, 215)], [label, label], picture, [
      'below',
      'below',
    ]);
    expect(crowded[0]?.side).not.toBe('below');
    expect(crowded[1]?.side).toBe('below');
  });

  it('does not cover a small face at the upper edge', () => {
    const small = face(300, 34, 30, 36);
    const [placed] = placeLabels([small], [label], picture);
    expect(overlap(placed!.rect, small)).toBe(0);
  });

  it('reports how much a label covers where there is no room', () => {
    const [placed] = placeLabels([face(0, 0, 640, 480)], [label], picture);
    expect(placed!.cover).toBeGreaterThan(0);
    expect(inside(placed!.rect)).toBe(true);
  });
});
