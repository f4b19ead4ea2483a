import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ConvStep, DetectorFile, Step } from './detector-file.ts';
import { planNetwork } from './network-plan.ts';
import { startXnn, type Xnn } from './xnn.ts';

const PROGRAM = new URL(
  '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  import.meta.url,
);
const program = await WebAssembly.compile(readFileSync(PROGRAM));

/** Counts the floats that a plan takes. */
async function countingXnn() {
  const xnn = await startXnn(program);
  const taken: number[] = [];
  const counting: Xnn = {
    ...xnn,
    allocate(count) {
      taken.push(count);
      return xnn.allocate(count);
    },
  };
  return { xnn: counting, taken };
}

/** A 1 × 1 convolution that keeps its three channels and multiplies each by `factor`. */
const scaled = (output: string, input: string, relu = false): ConvStep => ({
  op: 'conv',
  output,
  input,
  filter: [1, 1, 3, 3],
  stride: 1,
  padding: [0, 0, 0, 0],
  relu,
});
const scaling = (factor: number, bias = 0) => [factor, 0, 0, 0, factor, 0, 0, 0, factor, bias, bias, bias];

function network(
  inputSize: number,
  steps: readonly Step[],
  weights: readonly number[],
  ...heads: string[]
): DetectorFile {
  const anchors = { cells: 1, positions: 1, repeat: 1 };
  return {
    inputSize,
    steps,
    weights: Float32Array.from(weights),
    heads: heads.map((value) => ({ ...anchors, value })) as DetectorFile['heads'],
  };
}

async function run(file: DetectorFile, input: readonly number[]) {
  const plan = planNetwork(await startXnn(program), file);
  plan.input().set(input);
  plan.run();
  return plan.outputs().map((output) => [...output]);
}

const PIXELS = [1, 2, 3, -4, 5, 6, 7, -8, 9, 10, 11, -12];

describe('the operations', () => {
  test('conv: filter, bias and activation', async () => {
    const found = await run(network(2, [scaled('a', 'image', true)], scaling(2, 1), 'a'), PIXELS);
    expect(found).toEqual([PIXELS.map((value) => Math.max(0, value * 2 + 1))]);
  });

  test('conv: stride and one-sided padding', async () => {
    // Sums a window of 2 × 2 of the first channel, with zeros below and to the right.
    const sum: ConvStep = {
      op: 'conv',
      output: 'a',
      input: 'image',
      filter: [2, 2, 3, 1],
      stride: 2,
      padding: [0, 1, 0, 1],
      relu: false,
    };
    const file = network(3, [sum], [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0.5], 'a');
    const first = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const found = await run(
      file,
      first.flatMap((value) => [value, 100, 100]),
    );
    expect(found).toEqual([[1 + 2 + 4 + 5 + 0.5, 3 + 6 + 0.5, 7 + 8 + 0.5, 9 + 0.5]]);
  });

  test('depthwiseConv: each channel by itself', async () => {
    const step: ConvStep = { ...scaled('a', 'image'), op: 'depthwiseConv', filter: [1, 1, 3, 1] };
    const found = await run(network(1, [step], [2, 3, 4, 0, 1, 0], 'a'), [1, 1, 1]);
    expect(found).toEqual([[2, 4, 4]]);
  });

  test('maxPool, padChannels and enlarge', async () => {
    const steps: Step[] = [
      { op: 'maxPool', output: 'small', input: 'image' },
      { op: 'padChannels', output: 'padded', input: 'small', count: 2 },
      { op: 'enlarge', output: 'large', input: 'padded', size: 2 },
    ];
    const [padded, large] = await run(network(2, steps, [], 'padded', 'large'), PIXELS);
    expect(padded).toEqual([10, 11, 9, 0, 0]);
    expect(large).toEqual([padded, padded, padded, padded].flat());
  });
});

describe('memory', () => {
  /** A residual block: `a` is needed again after `b` and `c` were computed. */
  const residual: readonly Step[] = [
    scaled('a', 'image'),
    scaled('b', 'a'),
    scaled('c', 'b'),
    { op: 'add', output: 'sum', inputs: ['a', 'c'], relu: false },
    scaled('d', 'sum'),
    { op: 'add', output: 'end', inputs: ['sum', 'd'], relu: true },
  ];
  const factors = [2, 3, 5, 7];
  const weights = factors.flatMap((factor) => scaling(factor));
  const expected = PIXELS.map((value) => Math.max(0, value * (2 + 2 * 3 * 5) * 8));

  test('a value is kept until its last use, and the next run starts afresh', async () => {
    const plan = planNetwork(await startXnn(program), network(2, residual, weights, 'end'));
    for (let times = 0; times < 2; times++) {
      plan.input().set(PIXELS);
      plan.run();
      expect([...plan.outputs()[0]!]).toEqual(expected);
    }
  });

  test('values whose lives do not overlap share it', async () => {
    const { xnn, taken } = await countingXnn();
    planNetwork(xnn, network(2, residual, weights, 'end'));
    // One for the image, and three for a, b and c: each is written while the one before is still read.
    const values = taken.filter((count) => count === PIXELS.length);
    expect(values).toHaveLength(4);
  });

  test('heads and input keep theirs', async () => {
    const steps = [scaled('a', 'image'), scaled('b', 'a'), scaled('c', 'b'), scaled('d', 'c')];
    const plan = planNetwork(await startXnn(program), network(2, steps, weights, 'a', 'd'));
    plan.input().set(PIXELS);
    plan.run();
    const [a, d] = plan.outputs();
    expect([...a!]).toEqual(PIXELS.map((value) => value * 2));
    expect([...d!]).toEqual(PIXELS.map((value) => value * 210));
    expect([...plan.input()]).toEqual(PIXELS);
  });

  test('a run takes no more of it', async () => {
    const { xnn, taken } = await countingXnn();
    const plan = planNetwork(xnn, network(2, residual, weights, 'end'));
    plan.run();
    const before = taken.length;
    for (let times = 0; times < 10; times++) plan.run();
    expect(taken).toHaveLength(before);
  });
});

test('a step that reads what is not computed yet is refused', async () => {
  const file = network(2, [scaled('a', 'b'), scaled('b', 'image')], [...scaling(1), ...scaling(1)], 'b');
  const xnn = await startXnn(program);
  expect(() => planNetwork(xnn, file)).toThrow('b is read before it is computed');
});
