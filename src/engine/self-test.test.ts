import { expect, test } from 'vitest';
import { OUTPUT_SIZES, OUTPUTS } from '#core/labels.ts';
import type { Logits } from '#core/types.ts';
import type { GoldenFaces } from './golden.ts';
import type { Classifier } from './parts.ts';
import { selfTest } from './self-test.ts';

const CROP = { size: 2, scale: 1 / 127.5, offset: -1 };
const VALUES = CROP.size * CROP.size * 3;

const logits = (value: number): Logits => ({
  age: new Float32Array(OUTPUT_SIZES.age).fill(value),
  gender: new Float32Array(OUTPUT_SIZES.gender).fill(value),
  emotion: new Float32Array(OUTPUT_SIZES.emotion).fill(value),
  smile: new Float32Array(OUTPUT_SIZES.smile).fill(value),
  visible: new Float32Array(OUTPUT_SIZES.visible).fill(value),
});

/** Face i has logits of i, and crops of the byte i × 10. */
function golden(count: number): GoldenFaces {
  return {
    count,
    crops: Uint8Array.from({ length: count * VALUES }, (_, index) => Math.floor(index / VALUES) * 10),
    logits: Array.from({ length: count }, (_, face) => logits(face)),
  };
}

/** `answer`: the logits of a run, after `runMs` each. */
function setUp(answer: (run: number, count: number) => readonly Logits[], runMs: readonly number[] = [4]) {
  let clock = 0;
  let run = 0;
  const batches: Float32Array[] = [];
  const stages: number[] = [];
  const classifier: Classifier = {
    inputSize: CROP.size,
    async classify(input, count) {
      batches.push(input);
      clock += runMs[run] ?? 0;
      run += 1;
      return answer(run - 1, count);
    },
    close: () => {},
  };
  const start = (faces: GoldenFaces, runs: number) =>
    selfTest(
      classifier,
      faces,
      CROP,
      () => clock,
      runs,
      () => stages.push(batches.length),
    );
  return { start, batches, stages };
}

const right = (_run: number, count: number) => Array.from({ length: count }, (_, face) => logits(face));

test('the right logits have no error', async () => {
  const { start, stages } = setUp(right);
  expect(await start(golden(4), 1)).toEqual({ error: 0, faceMs: 1 });
  expect(stages).toEqual([0]);
});

test('the largest deviation counts, whichever face and output it is in', async () => {
  for (const output of OUTPUTS) {
    const { start } = setUp((run, count) => {
      const all = right(run, count);
      const off = Float32Array.from(all[2]![output]);
      off[off.length - 1]! -= 0.5;
      return all.map((one, index) => (index === 2 ? { ...one, [output]: off } : one));
    });
    expect((await start(golden(4), 1)).error).toBeCloseTo(0.5);
  }
});

test('what is not a number is an infinite error, also where later values are right', async () => {
  const { start } = setUp((run, count) => {
    const all = right(run, count);
    const broken = Float32Array.from(all[0]!.age);
    broken[0] = Number.NaN;
    return [{ ...all[0]!, age: broken }, ...all.slice(1)];
  });
  expect((await start(golden(4), 1)).error).toBe(Number.POSITIVE_INFINITY);
});

test('the crops are given in the scale of the network, four at most', async () => {
  const { start, batches } = setUp(right);
  await start(golden(6), 1);
  expect(batches).toHaveLength(1);
  expect(batches[0]).toHaveLength(4 * VALUES);
  expect(batches[0]![0]).toBeCloseTo(-1);
  expect(batches[0]![3 * VALUES]).toBeCloseTo(30 / 127.5 - 1);
});

test('the time is the median of the runs; the first run alone proves the numbers', async () => {
  const { start, stages } = setUp((run, count) => (run === 0 ? right(run, count) : []), [400, 8, 12]);
  expect(await start(golden(4), 3)).toEqual({ error: 0, faceMs: 3 });
  expect(stages).toEqual([0, 1, 2]);
});
