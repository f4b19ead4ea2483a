import { floatTensor, type Tensor } from '../formats/safetensors.ts';
import { type Attribute, flag, type GraphBuilder, integer, integers, number, text, texts } from './graph.ts';
import type { Activation, Add, Conv, Dense, DepthwiseConv, SqueezeExcite } from './network.ts';

/** A node's output: [batch, height, width, channels], or [batch, channels] if `size` is null. */
export interface Feature {
  readonly node: string;
  readonly size: { readonly height: number; readonly width: number } | null;
  readonly channels: number;
}

export type Weights = ReadonlyMap<string, Tensor | Tensor<Uint8Array>>;

type Size = NonNullable<Feature['size']>;

/** Activations that tfjs computes inside a convolution or matrix product, at no cost. */
const FUSED: Partial<Record<Activation, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  prelu: 'Prelu',
  sigmoid: 'Sigmoid',
};

/** Adds a convolution. Its weights change from PyTorch's [out, in, k, k] to TensorFlow's [k, k, in, out]. */
export function conv(graph: GraphBuilder, input: Feature, layer: Conv, weights: Weights): Feature {
  const { name, kernel, inChannels, outChannels } = layer;
  const size = pictureSize(input, name);
  expectChannels(name, input, inChannels);
  const weight = floatTensor(weights, `${name}.weight`, [outChannels, inChannels, kernel, kernel]);
  const filter = graph.floats(
    `${name}/filter`,
    [kernel, kernel, inChannels, outChannels],
    permute(weight, [2, 3, 1, 0]),
  );
  const node = windowed(graph, '_FusedConv2D', input.node, filter, layer, outChannels, weights);
  return { node, size: outputSize(size, layer), channels: outChannels };
}

/** Adds a depthwise convolution. Its weights change from [channels, 1, k, k] to TensorFlow's [k, k, channels, 1]. */
export function depthwiseConv(
  graph: GraphBuilder,
  input: Feature,
  layer: DepthwiseConv,
  weights: Weights,
): Feature {
  const { name, kernel, channels } = layer;
  const size = pictureSize(input, name);
  expectChannels(name, input, channels);
  const weight = floatTensor(weights, `${name}.weight`, [channels, 1, kernel, kernel]);
  const filter = graph.floats(`${name}/filter`, [kernel, kernel, channels, 1], permute(weight, [2, 3, 0, 1]));
  const node = windowed(graph, 'FusedDepthwiseConv2dNative', input.node, filter, layer, channels, weights);
  return { node, size: outputSize(size, layer), channels };
}

/** Adds a dense layer. Its weights change from PyTorch's [out, in] to TensorFlow's [in, out]. */
export function dense(graph: GraphBuilder, input: Feature, layer: Dense, weights: Weights): Feature {
  const { name, outChannels } = layer;
  if (input.size !== null)
    throw new Error(`${name}: a dense layer needs a vector; pool the picture before it`);
  const weight = floatTensor(weights, `${name}.weight`, [outChannels, input.channels]);
  const bias = floatTensor(weights, `${name}.bias`, [outChannels]);
  const inputs = [
    input.node,
    graph.floats(`${name}/matrix`, [input.channels, outChannels], permute(weight, [1, 0])),
    graph.floats(`${name}/bias`, [outChannels], bias.data),
  ];
  const attributes = { transpose_a: flag(false), transpose_b: flag(false), epsilon: number(0) };
  const node = fused(graph, '_FusedMatMul', inputs, attributes, layer, outChannels, weights);
  return { node, size: null, channels: outChannels };
}

/** Adds the mean over height and width, as AvgPool: tfjs' Mean is 20 times slower on WASM (docs/measurements.md). */
export function globalAveragePool(graph: GraphBuilder, input: Feature, name: string): Feature {
  const pooled = pool(graph, input, name);
  const shape = graph.ints(`${name}/shape`, [2], Int32Array.of(-1, input.channels));
  const node = graph.node('Reshape', name, [pooled, shape], { Tshape: { type: 'DT_INT32' } });
  return { node, size: null, channels: input.channels };
}

/** Adds the sum of two features of the same shape, and the layer's activation. */
export function add(
  graph: GraphBuilder,
  input: Feature,
  other: Feature,
  layer: Add,
  weights: Weights,
): Feature {
  const { name, activation } = layer;
  const same = JSON.stringify([input.size, input.channels]) === JSON.stringify([other.size, other.channels]);
  if (!same) throw new Error(`${name}: ${layer.from} has another shape than what it is added to`);
  const sum = graph.node('AddV2', activation === null ? name : `${name}/sum`, [input.node, other.node]);
  return { ...input, node: activate(graph, sum, activation, name, input.channels, weights) };
}

/** Adds a scale for each channel, computed from the channels' means (see SqueezeExcite). */
export function squeezeExcite(
  graph: GraphBuilder,
  input: Feature,
  layer: SqueezeExcite,
  weights: Weights,
): Feature {
  const { name, reducedChannels: reduced, gate } = layer;
  const mean: Feature = { ...input, node: pool(graph, input, name), size: { height: 1, width: 1 } };
  const squeezed = pointwise(graph, mean, `${name}.reduce`, reduced, 'relu', weights);
  const scale = pointwise(graph, squeezed, `${name}.expand`, input.channels, gate, weights);
  return { ...input, node: graph.node('Mul', name, [input.node, scale.node]) };
}

/** Adds a dense layer with weights [out, in] as a 1×1 convolution, which keeps the four axes. */
function pointwise(
  graph: GraphBuilder,
  input: Feature,
  name: string,
  outChannels: number,
  activation: Activation,
  weights: Weights,
): Feature {
  const weight = floatTensor(weights, `${name}.weight`, [outChannels, input.channels]);
  const kernel = new Map(weights);
  kernel.set(`${name}.weight`, { shape: [outChannels, input.channels, 1, 1], data: weight.data });
  const window = { kernel: 1, stride: 1, padding: 0 };
  const channels = { inChannels: input.channels, outChannels };
  return conv(graph, input, { op: 'conv', name, ...window, activation, ...channels }, kernel);
}

function pool(graph: GraphBuilder, input: Feature, name: string): string {
  const { height, width } = pictureSize(input, name);
  return graph.node('AvgPool', `${name}/pool`, [input.node], {
    ksize: integers([1, height, width, 1]),
    strides: integers([1, 1, 1, 1]),
    padding: text('VALID'),
    data_format: text('NHWC'),
  });
}

/**
 * Adds a convolution with the layer's padding. For even sizes at stride 2 TensorFlow's SAME pads 0 before and 1
 * after, but PyTorch pads 1 and 1. Where they differ, the padding is written as EXPLICIT.
 */
function windowed(
  graph: GraphBuilder,
  op: string,
  input: string,
  filter: string,
  layer: Conv | DepthwiseConv,
  channels: number,
  weights: Weights,
): string {
  const { name, kernel, stride, padding } = layer;
  const bias = floatTensor(weights, `${name}.bias`, [channels]);
  const same = padding === 'same' || (stride === 1 && kernel === 2 * padding + 1);
  const sides = same ? 0 : padding;
  const attributes: Record<string, Attribute> = {
    strides: integers([1, stride, stride, 1]),
    dilations: integers([1, 1, 1, 1]),
    data_format: text('NHWC'),
    padding: text(same ? 'SAME' : sides > 0 ? 'EXPLICIT' : 'VALID'),
    explicit_paddings: integers(sides > 0 ? [0, 0, sides, sides, sides, sides, 0, 0] : []),
    epsilon: number(0),
    leakyrelu_alpha: number(0.2),
  };
  const inputs = [input, filter, graph.floats(`${name}/bias`, [channels], bias.data)];
  return fused(graph, op, inputs, attributes, layer, channels, weights);
}

/** Adds a fused node; activations that tfjs cannot fuse follow as nodes. The last node has the layer's name. */
function fused(
  graph: GraphBuilder,
  op: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>>,
  layer: Conv | DepthwiseConv | Dense,
  channels: number,
  weights: Weights,
): string {
  const { name, activation } = layer;
  const inside = activation === null ? undefined : FUSED[activation];
  const behind = activation !== null && inside === undefined ? activation : null;
  const slopes = activation === 'prelu' ? [slope(graph, name, channels, weights)] : [];
  const node = graph.node(op, behind === null ? name : `${name}/linear`, [...inputs, ...slopes], {
    ...attributes,
    fused_ops: texts(inside === undefined ? ['BiasAdd'] : ['BiasAdd', inside]),
    num_args: integer(1 + slopes.length),
  });
  return activate(graph, node, behind, name, channels, weights);
}

function slope(graph: GraphBuilder, name: string, channels: number, weights: Weights): string {
  const alpha = floatTensor(weights, `${name}.alpha`, [channels]);
  return graph.floats(`${name}/alpha`, [channels], alpha.data);
}

/** Adds an activation as separate nodes. hardSigmoid(x) = relu6(x + 3) / 6, hardSwish(x) = x · hardSigmoid(x). */
function activate(
  graph: GraphBuilder,
  input: string,
  activation: Activation | null,
  name: string,
  channels: number,
  weights: Weights,
): string {
  switch (activation) {
    case null:
      return input;
    case 'relu':
      return graph.node('Relu', name, [input]);
    case 'relu6':
      return graph.node('Relu6', name, [input]);
    case 'sigmoid':
      return graph.node('Sigmoid', name, [input]);
    case 'prelu':
      return graph.node('Prelu', name, [input, slope(graph, name, channels, weights)]);
    case 'hardSigmoid':
      return hardSigmoid(graph, input, name);
    case 'hardSwish':
      return graph.node('Mul', name, [input, hardSigmoid(graph, input, `${name}/gate`)]);
  }
}

function hardSigmoid(graph: GraphBuilder, input: string, name: string): string {
  const three = graph.floats(`${name}/three`, [], Float32Array.of(3));
  const sixth = graph.floats(`${name}/sixth`, [], Float32Array.of(1 / 6));
  const shifted = graph.node('AddV2', `${name}/shifted`, [input, three]);
  return graph.node('Mul', name, [graph.node('Relu6', `${name}/clipped`, [shifted]), sixth]);
}

function outputSize(size: Size, { kernel, stride, padding }: Conv | DepthwiseConv): Size {
  const shrink = (n: number) =>
    padding === 'same' ? Math.ceil(n / stride) : Math.floor((n + 2 * padding - kernel) / stride) + 1;
  return { height: shrink(size.height), width: shrink(size.width) };
}

function pictureSize(input: Feature, name: string): Size {
  if (input.size === null) throw new Error(`${name}: needs a picture, but a vector comes in`);
  return input.size;
}

function expectChannels(name: string, input: Feature, channels: number): void {
  if (input.channels !== channels)
    throw new Error(`${name}: ${input.channels} channels come in, not ${channels}`);
}

/** Returns the values of a tensor with permuted axes: axis i of the result is axis order[i]. */
function permute({ shape, data }: Tensor, order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const newShape = order.map((axis) => shape[axis]!);
  const newStrides = order.map((axis) => strides[axis]!);
  const index = newShape.map(() => 0);
  const out = new Float32Array(data.length);
  let from = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = data[from]!;
    for (let axis = index.length - 1; axis >= 0; axis--) {
      index[axis]!++;
      from += newStrides[axis]!;
      if (index[axis]! < newShape[axis]!) break;
      from -= newStrides[axis]! * newShape[axis]!;
      index[axis] = 0;
    }
  }
  return out;
}
