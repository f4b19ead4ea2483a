import { beforeAll, describe, expect, it } from 'vitest';
import { buildGraph } from './build-graph.ts';
import type { Weights } from './layers.ts';
import { parseNetwork } from './network.ts';
import { store } from './quantize.ts';
import { conv2d, linear, map, mean, type Picture } from './reference.test-support.ts';
import { runModel, startTfjs } from './run-model.ts';
import { writeModel } from './write-model.ts';

const SIZE = 6;
const CHANNELS = 4;

/** Returns pseudo-random numbers in −1…1, the same in every run. */
function noise(length: number, seed: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, i) => (Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453) % 1,
  );
}

function tensors(
  shapes: Readonly<Record<string, readonly number[]>>,
): Map<string, { shape: readonly number[]; data: Float32Array }> {
  return new Map(
    Object.entries(shapes).map(([name, shape], i) => [
      name,
      {
        shape,
        data: noise(
          shape.reduce((a, b) => a * b, 1),
          i + 1,
        ),
      },
    ]),
  );
}

const image: Picture = {
  channels: CHANNELS,
  height: SIZE,
  width: SIZE,
  data: Float64Array.from(noise(CHANNELS * SIZE * SIZE, 99)),
};

function channelsLast({ channels, height, width, data }: Picture): Float32Array {
  const area = height * width;
  return Float32Array.from(
    { length: data.length },
    (_, i) => data[(i % channels) * area + Math.floor(i / channels)]!,
  );
}

/** Converts `layers`, runs them on `image` with tfjs, and returns the output of `node`. */
async function convertAndRun(
  layers: readonly object[],
  weights: Weights,
  node: string,
): Promise<Float32Array> {
  const network = parseNetwork({ layers, heads: [] });
  const graph = buildGraph(network, weights, { height: SIZE, width: SIZE, channels: CHANNELS });
  const files = writeModel(
    graph,
    graph.constants.map((constant) => store(constant, 'float32')),
  );
  const outputs = await runModel(files, channelsLast(image), [1, SIZE, SIZE, CHANNELS], [node]);
  return outputs.get(node)!.data;
}

function expectClose(found: Float32Array, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  const worst = Math.max(...Array.from(found, (value, i) => Math.abs(value - expected[i]!)));
  expect(worst).toBeLessThan(1e-5);
}

const data = (weights: Weights, name: string) => weights.get(name)!.data;
const relu6 = (x: number) => Math.min(6, Math.max(0, x));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const hardSigmoid = (x: number) => relu6(x + 3) / 6;

const conv = (extra: object) => ({
  op: 'conv',
  name: 'c',
  kernel: 3,
  stride: 1,
  padding: 1,
  inChannels: CHANNELS,
  outChannels: 5,
  ...extra,
});
const convWeights = tensors({ 'c.weight': [5, CHANNELS, 3, 3], 'c.bias': [5], 'c.alpha': [5] });

beforeAll(startTfjs);

describe('convolutions equal PyTorch’s', () => {
  it.each([
    { kernel: 3, stride: 1, padding: 1 },
    { kernel: 3, stride: 2, padding: 1 },
    { kernel: 5, stride: 2, padding: 2 },
    { kernel: 3, stride: 1, padding: 0 },
    { kernel: 1, stride: 2, padding: 0 },
    { kernel: 3, stride: 2, padding: 'same' },
    { kernel: 3, stride: 1, padding: 'same' },
    { kernel: 4, stride: 1, padding: 'same' },
  ] as const)('kernel $kernel, stride $stride, padding $padding on an even size', async (window) => {
    const { kernel } = window;
    const weights = tensors({ 'c.weight': [5, CHANNELS, kernel, kernel], 'c.bias': [5] });
    const expected = conv2d(image, data(weights, 'c.weight'), data(weights, 'c.bias'), window);
    expectClose(await convertAndRun([conv(window)], weights, 'c'), channelsLast(expected));
  });

  it.each([
    { stride: 1, padding: 1 },
    { stride: 2, padding: 1 },
    { stride: 2, padding: 'same' },
  ] as const)('depthwise at stride $stride, padding $padding', async (given) => {
    const window = { kernel: 3, ...given };
    const weights = tensors({ 'd.weight': [CHANNELS, 1, 3, 3], 'd.bias': [CHANNELS] });
    const bias = data(weights, 'd.bias');
    const expected = conv2d(image, data(weights, 'd.weight'), bias, { ...window, groups: CHANNELS });
    const layer = { op: 'depthwiseConv', name: 'd', ...window, channels: CHANNELS };
    expectClose(await convertAndRun([layer], weights, 'd'), channelsLast(expected));
  });
});

describe('activations', () => {
  it.each<[string, (x: number, channel: number) => number]>([
    ['relu', (x) => Math.max(0, x)],
    ['relu6', relu6],
    ['sigmoid', sigmoid],
    ['prelu', (x, channel) => (x < 0 ? x * data(convWeights, 'c.alpha')[channel]! : x)],
    ['hardSigmoid', hardSigmoid],
    ['hardSwish', (x) => x * hardSigmoid(x)],
  ])('%s', async (activation, f) => {
    const window = { kernel: 3, stride: 1, padding: 1 };
    // Scaled up, so that values exceed the limits of the activations at 6 and ±3.
    const weights = new Map(convWeights);
    weights.set('c.weight', { shape: [5, CHANNELS, 3, 3], data: noise(180, 5).map((x) => 4 * x) });
    const linearPart = conv2d(image, data(weights, 'c.weight'), data(weights, 'c.bias'), window);
    expect(Math.max(...linearPart.data)).toBeGreaterThan(6);
    expectClose(await convertAndRun([conv({ activation })], weights, 'c'), channelsLast(map(linearPart, f)));
  });
});

it('adds a residual and activates the sum', async () => {
  const weights = tensors({
    ...{ 'a.weight': [3, CHANNELS, 1, 1], 'a.bias': [3] },
    ...{ 'b.weight': [3, 3, 3, 3], 'b.bias': [3] },
  });
  const layers = [
    conv({ name: 'a', kernel: 1, padding: 0, outChannels: 3 }),
    conv({ name: 'b', inChannels: 3, outChannels: 3 }),
    { op: 'add', name: 'sum', from: 'a', activation: 'relu' },
  ];
  const a = conv2d(image, data(weights, 'a.weight'), data(weights, 'a.bias'), {
    kernel: 1,
    stride: 1,
    padding: 0,
  });
  const b = conv2d(a, data(weights, 'b.weight'), data(weights, 'b.bias'), {
    kernel: 3,
    stride: 1,
    padding: 1,
  });
  const sum = { ...b, data: b.data.map((value, i) => Math.max(0, value + a.data[i]!)) };
  expectClose(await convertAndRun(layers, weights, 'sum'), channelsLast(sum));
});

it.each([
  ['sigmoid', sigmoid],
  ['hardSigmoid', hardSigmoid],
] as const)('squeezes and excites with %s', async (gate, f) => {
  const weights = tensors({
    ...{ 's.reduce.weight': [2, CHANNELS], 's.reduce.bias': [2] },
    ...{ 's.expand.weight': [CHANNELS, 2], 's.expand.bias': [CHANNELS] },
  });
  const dense = (input: Float64Array, name: string) =>
    linear(input, data(weights, `${name}.weight`), data(weights, `${name}.bias`));
  const scale = dense(
    dense(mean(image), 's.reduce').map((x) => Math.max(0, x)),
    's.expand',
  ).map(f);
  const layer = { op: 'squeezeExcite', name: 's', reducedChannels: 2, gate };
  const expected = channelsLast(map(image, (value, channel) => value * scale[channel]!));
  expectClose(await convertAndRun([layer], weights, 's'), expected);
});

it('pools a picture whose odd size was halved with padding SAME', async () => {
  const shrinking = { kernel: 3, stride: 2, padding: 'same' } as const;
  const weights = tensors({
    ...{ 'a.weight': [3, CHANNELS, 3, 3], 'a.bias': [3] },
    ...{ 'b.weight': [3, 3, 3, 3], 'b.bias': [3] },
  });
  const layers = [
    conv({ ...shrinking, name: 'a', outChannels: 3 }),
    conv({ ...shrinking, name: 'b', inChannels: 3, outChannels: 3 }),
    { op: 'globalAveragePool' },
    { op: 'dense', name: 'd', outChannels: 2 },
  ];
  const dense = tensors({ 'd.weight': [2, 3], 'd.bias': [2] });
  const a = conv2d(image, data(weights, 'a.weight'), data(weights, 'a.bias'), shrinking);
  const b = conv2d(a, data(weights, 'b.weight'), data(weights, 'b.bias'), shrinking);
  expect([a.height, b.height]).toEqual([3, 2]);
  const expected = linear(mean(b), data(dense, 'd.weight'), data(dense, 'd.bias'));
  expectClose(await convertAndRun(layers, new Map([...weights, ...dense]), 'd'), expected);
});

it('pools before dense layers', async () => {
  const weights = tensors({ 'd.weight': [7, CHANNELS], 'd.bias': [7] });
  const layers = [
    { op: 'globalAveragePool' },
    { op: 'dense', name: 'd', outChannels: 7, activation: 'relu' },
  ];
  const expected = linear(mean(image), data(weights, 'd.weight'), data(weights, 'd.bias'));
  expectClose(
    await convertAndRun(layers, weights, 'd'),
    expected.map((x) => Math.max(0, x)),
  );
});

describe('an invalid layer is named in the error', () => {
  it.each<[string, object, RegExp]>([
    ['an unknown op', { op: 'maxPool', name: 'm' }, /m\) has the unknown op maxPool/],
    ['an unknown activation', conv({ activation: 'gelu' }), /unknown activation gelu/],
    ['another padding', conv({ padding: 'valid' }), /missing or bad padding/],
    ['a missing field', conv({ stride: undefined }), /missing or bad stride/],
    ['a missing tensor', conv({ name: 'x' }), /lack x\.weight/],
    ['a tensor of another shape', conv({ kernel: 5, padding: 2 }), /c\.weight is \[5,4,3,3\]/],
    ['another number of channels', conv({ inChannels: 3 }), /4 channels come in, not 3/],
    ['a residual from nowhere', { op: 'add', name: 's', from: 'z' }, /no earlier layer is named z/],
    ['a dense layer on a picture', { op: 'dense', name: 'd', outChannels: 2 }, /needs a vector/],
  ])('%s', async (_, layer, message) => {
    await expect(convertAndRun([layer], convWeights, 'c')).rejects.toThrow(message);
  });
});
