import { expect, test } from 'vitest';
import { boxInCrowd, CROWDS, crowdLayout, GROUPS } from './crowds.ts';

test('the groups of every picture are inside it and do not overlap', () => {
  for (const crowd of CROWDS) {
    const { width, height, groups } = crowdLayout(crowd);
    for (const [i, a] of groups.entries()) {
      expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of groups.slice(i + 1))
        expect(a.x + a.width <= b.x || a.y + a.height <= b.y, `${a.group}, ${b.group}`).toBe(true);
    }
  }
});

test('a crowd has 51 people, and a face has the width that the crowd is named for', () => {
  const { groups } = crowdLayout({ kind: 'far', faceWidth: 16 });
  expect(groups.reduce((sum, { group }) => sum + GROUPS[group].faces, 0)).toBe(51);
  for (const placed of groups) {
    const { faceWidth, height } = GROUPS[placed.group];
    const box = { x: 0, y: 0, width: faceWidth, height };
    const { x, width } = boxInCrowd(placed, box);
    expect(width).toBeCloseTo(16, 1);
    expect(x).toBeCloseTo(placed.mirrored ? placed.x + placed.width - 16 : placed.x, 1);
  }
});
