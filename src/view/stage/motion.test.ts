import { describe, expect, it } from 'vitest';
import { arrived, ease, predict, stillMoving } from './motion.ts';

const box = { x: 100, y: 50, width: 80, height: 100 };

describe('predict', () => {
  it('continues the movement of the face', () => {
    expect(predict({ box, velocity: { x: 200, y: -100 } }, 100)).toEqual({ ...box, x: 120, y: 40 });
  });

  it('never predicts more than 150 ms', () => {
    const face = { box, velocity: { x: 200, y: 0 } };
    expect(predict(face, 5000)).toEqual(predict(face, 150));
    expect(predict(face, 5000).x).toBe(130);
  });

  it('treats a slow drift as noise', () => {
    expect(predict({ box, velocity: { x: 4, y: 4 } }, 150)).toBe(box);
  });

  it('does not move back for a negative time', () => {
    expect(predict({ box, velocity: { x: 200, y: 0 } }, -50).x).toBe(100);
  });
});

describe('ease', () => {
  const goal = { x: 140, y: 50, width: 90, height: 100 };

  it('stays between the start and the goal', () => {
    for (const dt of [0, 1, 16, 50, 1000]) {
      const { x, width } = ease(box, goal, dt);
      expect(x).toBeGreaterThanOrEqual(100);
      expect(x).toBeLessThanOrEqual(140);
      expect(width).toBeLessThanOrEqual(90);
    }
  });

  it('does not depend on the frame rate', () => {
    const once = ease(box, goal, 32);
    const twice = ease(ease(box, goal, 16), goal, 16);
    expect(twice.x).toBeCloseTo(once.x, 9);
  });

  it('reaches the goal', () => {
    expect(arrived(box, goal)).toBe(false);
    expect(arrived(ease(box, goal, 600), goal)).toBe(true);
  });
});

describe('stillMoving', () => {
  it('is true until the horizon, and never for a face at rest', () => {
    const moving = { box, velocity: { x: 200, y: 0 } };
    expect(stillMoving(moving, 40)).toBe(true);
    expect(stillMoving(moving, 150)).toBe(false);
    expect(stillMoving({ box, velocity: { x: 0, y: 0 } }, 40)).toBe(false);
  });
});
