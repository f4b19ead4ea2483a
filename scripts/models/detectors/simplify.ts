import type { Head, Padding } from '#engine/detector-file.ts';
import { floatsOf, intsOf, type Operator, type TfliteModel } from '../formats/tflite.ts';
import { type DetectorNetwork, isConv, type NetworkStep, type WeightedConv } from './steps.ts';

/** The fused activation of TensorFlow Lite's options. */
const RELU = 1;
const SAME = 0;

/** Indices of the outputs of a .tflite face detector. */
const REGRESSORS = 0;
const SCORES = 1;

const COORDINATES = 16;
const NO_PADDING: Padding = [0, 0, 0, 0];

/** The meaning of a tensor of the file. */
type Value =
  | { readonly kind: 'constant'; readonly data: Float32Array; readonly shape: readonly number[] }
  | { readonly kind: 'padded'; readonly input: string; readonly padding: Padding }
  | { readonly kind: 'picture'; readonly name: string }
  /** Parts of an output, each from the feature map of one scale. */
  | { readonly kind: 'rows'; readonly sources: readonly RowSource[] };

interface RowSource {
  readonly name: string;
  readonly positions: number;
}

/**
 * Reduces a face detector to the fewest steps. Constants become dense float32, padding and ReLU become part of the
 * convolutions, and score and coordinate heads of one scale are joined. The reader of the outputs replaces the final
 * depth-to-space, reshape and concatenation. Throws for a file with another structure.
 */
export function simplify(model: TfliteModel): DetectorNetwork {
  const { tensors, operators } = model;
  const steps: NetworkStep[] = [];
  const values = new Map<number, Value>();
  const skipped = new Set<Operator>();
  const consumers = (tensor: number) => operators.filter(({ inputs }) => inputs.includes(tensor));

  const value = (tensor: number): Value => {
    const known = values.get(tensor);
    if (known) return known;
    const data = floatsOf(tensors[tensor]!);
    if (data === null) throw new Error(`${tensors[tensor]!.name} is used before it is computed`);
    return { kind: 'constant', data, shape: tensors[tensor]!.shape };
  };
  const picture = (tensor: number): string => {
    const found = value(tensor);
    if (found.kind !== 'picture') throw new Error(`${tensors[tensor]!.name}: a picture is needed here`);
    return found.name;
  };
  const constant = (tensor: number): Float32Array => {
    const found = value(tensor);
    if (found.kind !== 'constant') throw new Error(`${tensors[tensor]!.name}: a constant is needed here`);
    return found.data;
  };
  const rows = (tensor: number): readonly RowSource[] => {
    const found = value(tensor);
    if (found.kind === 'rows') return found.sources;
    return [{ name: picture(tensor), positions: 1 }];
  };
  /** Names the result of an operator, and includes a ReLU that is its only consumer. */
  const produce = (
    operator: Operator,
    fused: number,
  ): { readonly output: string; readonly relu: boolean } => {
    const [output] = operator.outputs as [number];
    if (fused !== 0 && fused !== RELU) throw new Error(`activation ${fused} is not known here`);
    const [next, ...others] = consumers(output);
    const takesIn = fused === 0 && next?.name === 'relu' && others.length === 0;
    const last = takesIn ? next.outputs[0]! : output;
    if (takesIn) skipped.add(next);
    values.set(last, { kind: 'picture', name: `v${last}` });
    return { output: `v${last}`, relu: fused === RELU || takesIn };
  };

  const input = model.inputs[0]!;
  const inputSize = tensors[input]!.shape[1]!;
  values.set(input, { kind: 'picture', name: 'image' });

  for (const operator of operators) {
    if (skipped.has(operator)) continue;
    const { name, inputs, outputs, options } = operator;
    const first = inputs[0]!;
    const output = outputs[0]!;
    const shape = tensors[output]!.shape;
    switch (name) {
      case 'dequantize':
      case 'densify':
        values.set(output, { kind: 'constant', data: constant(first), shape });
        break;
      case 'pad': {
        const [, , top, bottom, left, right, , channels] = intsOf(tensors[inputs[1]!]!);
        if (channels) {
          steps.push({ op: 'padChannels', output: `v${output}`, input: picture(first), count: channels });
          values.set(output, { kind: 'picture', name: `v${output}` });
        } else {
          const padding: Padding = [top!, bottom!, left!, right!];
          values.set(output, { kind: 'padded', input: picture(first), padding });
        }
        break;
      }
      case 'conv':
      case 'depthwiseConv': {
        const from = value(first);
        const filter = tensors[inputs[1]!]!.shape;
        const stride = options!.int32(1);
        const explicit = from.kind === 'padded' ? from.padding : NO_PADDING;
        const padding =
          options!.int8(0) === SAME ? samePadding(tensors[first]!.shape, filter, stride) : explicit;
        const [outChannels, height, width, inChannels] = filter as [number, number, number, number];
        const weights = constant(inputs[1]!);
        const depthwise = name === 'depthwiseConv';
        steps.push({
          op: name,
          ...produce(operator, options!.int8(depthwise ? 4 : 3)),
          input: from.kind === 'padded' ? from.input : picture(first),
          filter: depthwise ? [height, width, inChannels, 1] : [height, width, inChannels, outChannels],
          weights: depthwise ? weights : outputsLast(weights, outChannels),
          bias: constant(inputs[2]!),
          stride,
          padding,
        });
        break;
      }
      case 'add': {
        const both = [picture(first), picture(inputs[1]!)] as const;
        steps.push({ op: 'add', inputs: both, ...produce(operator, options!.int8(0)) });
        break;
      }
      case 'maxPool': {
        if ([1, 2, 3, 4].some((field) => options!.int32(field) !== 2)) throw new Error('a pool is not 2 × 2');
        steps.push({ op: 'maxPool', output: `v${output}`, input: picture(first) });
        values.set(output, { kind: 'picture', name: `v${output}` });
        break;
      }
      case 'resizeBilinear': {
        if (options!.flag(2) || !options!.flag(3)) throw new Error('a resize has no half-pixel centres');
        steps.push({ op: 'enlarge', output: `v${output}`, input: picture(first), size: shape[1]! });
        values.set(output, { kind: 'picture', name: `v${output}` });
        break;
      }
      case 'depthToSpace': {
        const source = { name: picture(first), positions: options!.int32(0) };
        values.set(output, { kind: 'rows', sources: [source] });
        break;
      }
      case 'reshape':
        values.set(output, { kind: 'rows', sources: rows(first) });
        break;
      case 'concatenation':
        values.set(output, { kind: 'rows', sources: inputs.flatMap(rows) });
        break;
      default:
        throw new Error(`${name} cannot be simplified`);
    }
  }

  return {
    inputSize,
    ...joinHeads(steps, rows(model.outputs[REGRESSORS]!), rows(model.outputs[SCORES]!), inputSize),
  };
}

/** Returns TensorFlow's SAME padding: zeros for ⌈size / stride⌉ outputs, an odd one at the bottom and the right. */
function samePadding(shape: readonly number[], filter: readonly number[], stride: number): Padding {
  const total = (size: number, window: number) =>
    Math.max(0, (Math.ceil(size / stride) - 1) * stride + window - size);
  const vertical = total(shape[1]!, filter[1]!);
  const horizontal = total(shape[2]!, filter[2]!);
  const top = vertical >> 1;
  const left = horizontal >> 1;
  return [top, vertical - top, left, horizontal - left];
}

/** Permutes weights from TensorFlow Lite's [out, height, width, in] to TensorFlow's [height, width, in, out]. */
function outputsLast(weights: Float32Array, outChannels: number): Float32Array {
  const each = weights.length / outChannels;
  return weights.map((_, i) => weights[(i % outChannels) * each + Math.floor(i / outChannels)]!);
}

/** Replaces the two chains of convolutions of each scale by one with the outputs of both, anchor by anchor. */
function joinHeads(
  steps: readonly NetworkStep[],
  coordinates: readonly RowSource[],
  scores: readonly RowSource[],
  inputSize: number,
): Pick<DetectorNetwork, 'steps' | 'heads'> {
  let joined = [...steps];
  const heads: Head[] = [];
  const producer = (output: string): WeightedConv => {
    const step = joined.find((one) => one.output === output);
    if (step === undefined || !isConv(step)) throw new Error(`${output}: a head is not a convolution`);
    return step;
  };

  coordinates.forEach(({ name, positions }, scale) => {
    const anchors = producer(name).bias.length / COORDINATES;
    let a = producer(scores[scale]!.name);
    let b = producer(name);
    const tail: WeightedConv[] = [];
    for (;;) {
      tail.unshift(joinTwo(a, b, anchors));
      joined = joined.filter((step) => step !== a && step !== b);
      if (a.input === b.input) break;
      a = producer(a.input);
      b = producer(b.input);
    }
    joined.push(...tail);
    const cells = sizeOf(name, steps, inputSize);
    heads.push({ value: tail.at(-1)!.output, cells, positions, repeat: anchors / positions ** 2 });
  });
  return { steps: joined, heads };
}

/** Joins two convolutions of the same shape, with 1 and with 16 channels per anchor, to one with 17. */
function joinTwo(score: WeightedConv, coordinates: WeightedConv, anchors: number): WeightedConv {
  const place = (channel: number): readonly [WeightedConv, number] => {
    const anchor = Math.floor(channel / (COORDINATES + 1));
    const within = channel % (COORDINATES + 1);
    return within === 0 ? [score, anchor] : [coordinates, anchor * COORDINATES + within - 1];
  };
  const channels = anchors * (COORDINATES + 1);
  const [height, width, inChannels] = coordinates.filter;
  const rows = coordinates.weights.length / coordinates.bias.length;
  const weights = new Float32Array(rows * channels);
  for (let row = 0; row < rows; row++) {
    for (let channel = 0; channel < channels; channel++) {
      const [from, at] = place(channel);
      weights[row * channels + channel] = from.weights[row * from.bias.length + at]!;
    }
  }
  const depthwise = coordinates.op === 'depthwiseConv';
  return {
    ...coordinates,
    filter: depthwise ? [height, width, channels, 1] : [height, width, inChannels, channels],
    weights,
    bias: Float32Array.from({ length: channels }, (_, channel) => {
      const [from, at] = place(channel);
      return from.bias[at]!;
    }),
  };
}

/** Returns the side of a value in pixels, from the strides before it. */
function sizeOf(name: string, steps: readonly NetworkStep[], inputSize: number): number {
  if (name === 'image') return inputSize;
  const step = steps.find(({ output }) => output === name);
  if (step === undefined) throw new Error(`no step computes ${name}`);
  switch (step.op) {
    case 'add':
      return sizeOf(step.inputs[0], steps, inputSize);
    case 'enlarge':
      return step.size;
    case 'maxPool':
      return sizeOf(step.input, steps, inputSize) / 2;
    case 'padChannels':
      return sizeOf(step.input, steps, inputSize);
    default:
      return Math.ceil(sizeOf(step.input, steps, inputSize) / step.stride);
  }
}
