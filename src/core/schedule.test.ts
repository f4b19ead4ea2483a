import { describe, expect, test } from 'vitest';
import {
  type CostModel,
  chooseFaces,
  type Due,
  INITIAL_COST,
  learnCost,
  predictCost,
  type ScheduleOptions,
} from './schedule.ts';

const COST: CostModel = { fixedMs: 2, perFaceMs: 10 };
const options = (budgetMs: number): ScheduleOptions => ({ budgetMs, cost: COST, exhaustive: false });
const due = (id: number, readAt: number | null, settled = true, doubted = false): Due => ({
  id,
  readAt,
  settled,
  doubted,
});

/** Readings per second of each of `count` faces over 4 s of frames at `fps`. */
function rates(
  count: number,
  fps: number,
  budgetMs: number,
  unsettled: readonly number[] = [],
  doubted: readonly number[] = [],
): number[] {
  const readAt = new Map<number, number>();
  const reads = new Array<number>(count).fill(0);
  for (let frame = 0; frame < 4 * fps; frame++) {
    const at = (frame * 1000) / fps;
    const all = reads.map((_, id) =>
      due(id, readAt.get(id) ?? null, !unsettled.includes(id), doubted.includes(id)),
    );
    for (const id of chooseFaces(all, at, options(budgetMs))) {
      readAt.set(id, at);
      reads[id]!++;
    }
  }
  return reads.map((n) => n / 4);
}

describe('chooseFaces', () => {
  test('new faces come first, then those with the oldest reading', () => {
    const all = [due(1, 900), due(2, 500), due(3, null), due(4, 700), due(5, null)];
    expect(chooseFaces(all, 1000, options(1000))).toEqual([3, 5, 2, 4, 1]);
    expect(chooseFaces(all, 1000, options(32))).toEqual([3, 5, 2]);
  });

  test('at least one face is chosen, however small the budget, and none if none is due', () => {
    expect(chooseFaces([due(1, 0), due(2, 0)], 1000, options(0))).toEqual([1]);
    expect(chooseFaces([due(1, 990)], 1000, options(100))).toEqual([]);
    expect(chooseFaces([], 1000, options(100))).toEqual([]);
  });

  test('in exhaustive mode all faces are chosen, even settled ones that were just read', () => {
    const all = [due(1, 1000), due(2, null), due(3, 990)];
    expect([...chooseFaces(all, 1000, { ...options(0), exhaustive: true })].sort()).toEqual([1, 2, 3]);
  });

  test('a face whose reading is in the future (the clip was seeked back) is due', () => {
    expect(chooseFaces([due(1, 5000)], 1000, options(100))).toEqual([1]);
  });

  test('a settled face is read 7.5 to 13 times a second, an unsettled one in every frame', () => {
    for (const fps of [15, 20, 25, 30, 60]) {
      const [settled, fresh] = rates(2, fps, 100, [1]);
      expect(settled).toBeGreaterThanOrEqual(7.5);
      expect(settled).toBeLessThanOrEqual(13);
      expect(fresh).toBe(fps);
    }
  });

  test('of eight faces, with two per frame at 30 frames a second, each is read 7 times a second', () => {
    const all = rates(8, 30, 22);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(7);
    expect(Math.max(...all) - Math.min(...all)).toBeLessThan(1);
  });

  test('what is probably no face is read once a second, and faces as often as without it', () => {
    const all = rates(11, 30, 22, [], [8, 9, 10]);
    expect(all.slice(8)).toEqual([1, 1, 1]);
    expect(Math.min(...all.slice(0, 8))).toBeGreaterThanOrEqual(6.5);
  });

  test('what is read as no face at first is read again at once', () => {
    expect(chooseFaces([due(1, 990, false, true)], 1000, options(100))).toEqual([1]);
  });

  test('unsettled faces do not starve settled ones', () => {
    expect(Math.min(...rates(6, 30, 22, [0, 1, 2]))).toBeGreaterThanOrEqual(8);
  });
});

describe('learnCost', () => {
  const learn = (truth: CostModel, batches: number, sizes: readonly number[]): CostModel => {
    let model = INITIAL_COST;
    for (let i = 0; i < batches; i++) {
      const faces = sizes[i % sizes.length]!;
      model = learnCost(model, faces, predictCost(truth, faces));
    }
    return model;
  };

  test.each([
    { fixedMs: 2, perFaceMs: 9 },
    { fixedMs: 12, perFaceMs: 1 },
    { fixedMs: 0, perFaceMs: 60 },
  ])('converges to $fixedMs ms and $perFaceMs ms per face', (truth) => {
    const model = learn(truth, 400, [1, 2, 4, 8]);
    for (const faces of [1, 4, 8]) {
      expect(predictCost(model, faces) / predictCost(truth, faces)).toBeCloseTo(1, 1);
    }
  });

  test('is close within a second of frames, even from a single batch size', () => {
    expect(predictCost(learn({ fixedMs: 1, perFaceMs: 30 }, 30, [2]), 2)).toBeGreaterThan(0.8 * 61);
  });

  test('changes little after one stall of three seconds', () => {
    const before = learn(COST, 100, [2]);
    const after = learnCost(before, 2, 3000);
    expect(predictCost(after, 2)).toBeLessThan(1.3 * predictCost(before, 2));
  });

  test('does not change without a face or with an invalid time', () => {
    expect(learnCost(COST, 0, 100)).toEqual(COST);
    expect(learnCost(COST, 1, Number.NaN)).toEqual(COST);
  });
});
