import { describe, expect, test } from 'vitest';
import { faceAt } from './detection.test-support.ts';
import {
  correctTarget,
  keypointGap,
  matchCost,
  predictTarget,
  reach,
  sizeGap,
  startTarget,
} from './target.ts';

/** A face that moved at `speed` pixels per second for a second and was last seen at x = 300, after 1000 ms. */
function moving(speed: number) {
  let target = startTarget(faceAt(300 - speed, 200, 100), 0, 0);
  for (let frame = 1; frame <= 30; frame++) {
    const at = (frame * 1000) / 30;
    const ms = 1000 / 30;
    target = correctTarget(
      predictTarget(target, ms),
      faceAt(300 - speed + (speed * frame) / 30, 200, 100),
      at,
      ms,
    );
  }
  return target;
}

describe('a prediction', () => {
  test('continues at the last speed and is not visible', () => {
    const next = predictTarget(moving(150), 100);
    expect(next.visible).toBe(false);
    expect(next.seenAt).toBe(1000);
    expect(keypointGap(next, faceAt(315, 200, 100))).toBeLessThan(0.02);
  });

  test('of a face that stays unseen stops within 0.5 to 1.1 face sizes', () => {
    let target = moving(150);
    for (let i = 0; i < 100; i++) target = predictTarget(target, 100);
    expect(target.box.x + 50 - 300).toBeGreaterThan(50);
    expect(target.box.x + 50 - 300).toBeLessThan(110);
    expect(Math.abs(target.velocity.x)).toBeLessThan(1);
  });

  test('allows larger distances the longer it continues', () => {
    const target = moving(0);
    expect(reach(predictTarget(target, 500))).toBeGreaterThan(3 * reach(predictTarget(target, 100)));
  });
});

describe('the cost of a pair', () => {
  const target = predictTarget(moving(0), 33);

  test('is nearly 0 for the same face, and rises with distance and with difference in size', () => {
    expect(matchCost(target, faceAt(300, 200, 100), 0)).toBeLessThan(0.01);
    const byDistance = [0, 10, 40, 90].map((dx) => matchCost(target, faceAt(300 + dx, 200, 100), 0));
    expect([...byDistance].sort((a, b) => a - b)).toEqual(byDistance);
    expect(matchCost(target, faceAt(300, 200, 110), 0)).toBeLessThan(0.2);
    // Overlap and keypoints contribute 0.38 of this; the difference in size must contribute the rest.
    expect(matchCost(target, faceAt(300, 200, 150), 0)).toBeGreaterThan(0.5);
    expect(sizeGap(target, faceAt(300, 200, 200))).toBeCloseTo(Math.LN2, 2);
  });

  test('is higher for an unseen face and grows with time', () => {
    const costs = [0, 33, 500, 900].map((unseen) => matchCost(target, faceAt(310, 200, 100), unseen));
    expect(new Set(costs).size).toBe(4);
    expect([...costs].sort((a, b) => a - b)).toEqual(costs);
  });
});
