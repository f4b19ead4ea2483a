/** Activations of a layer. `prelu` needs the tensor `<layer>.alpha`, one slope per channel. */
export const ACTIVATIONS = ['relu', 'relu6', 'prelu', 'sigmoid', 'hardSwish', 'hardSigmoid'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/**
 * Zeros around a picture. A number is pixels on all four sides, as in PyTorch. `same` is TensorFlow's SAME: enough
 * zeros for ⌈size / stride⌉ outputs, with an odd one at the right and the bottom.
 */
export type Padding = number | 'same';

/** Convolution with the tensors `<name>.weight` [out, in, k, k] and `<name>.bias` [out]. */
export interface Conv {
  readonly op: 'conv';
  readonly name: string;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly activation: Activation | null;
  readonly inChannels: number;
  readonly outChannels: number;
}

/** Depthwise convolution with the tensors `<name>.weight` [channels, 1, k, k] and `<name>.bias` [channels]. */
export interface DepthwiseConv {
  readonly op: 'depthwiseConv';
  readonly name: string;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  readonly activation: Activation | null;
  readonly channels: number;
}

/** Dense layer with the tensors `<name>.weight` [out, in] and `<name>.bias` [out]. */
export interface Dense {
  readonly op: 'dense';
  readonly name: string;
  readonly activation: Activation | null;
  readonly outChannels: number;
}

/** Adds the output of the earlier layer `from`. */
export interface Add {
  readonly op: 'add';
  readonly name: string;
  readonly from: string;
  readonly activation: Activation | null;
}

/**
 * Scales each channel by gate(expand(relu(reduce(mean over the picture)))).
 * Tensors `<name>.reduce.weight` [reduced, c], `.reduce.bias`, `<name>.expand.weight` [c, reduced], `.expand.bias`.
 */
export interface SqueezeExcite {
  readonly op: 'squeezeExcite';
  readonly name: string;
  readonly reducedChannels: number;
  readonly gate: 'sigmoid' | 'hardSigmoid';
}

export interface GlobalAveragePool {
  readonly op: 'globalAveragePool';
  readonly name: string;
}

export type Layer = Conv | DepthwiseConv | Dense | Add | SqueezeExcite | GlobalAveragePool;

/** A dense layer on the last layer's output; its result is the network's output with the name `output`. */
export interface Head extends Dense {
  readonly output: string;
}

/** The layers in order, each with the output of the previous one as input; all heads follow the last layer. */
export interface Network {
  readonly layers: readonly Layer[];
  readonly heads: readonly Head[];
}

/**
 * Parses network.json of an export.
 *
 * @throws with the layer's index and name if an operation, an activation or a field is not one of the above.
 */
export function parseNetwork(json: unknown): Network {
  const root = fields(json, 'network.json');
  const layers = root.list('layers').map((entry, i) => parseLayer(entry, `layers[${i}]`));
  const heads = root.list('heads').map((entry, i): Head => {
    const where = `heads[${i}]`;
    const layer = parseLayer(entry, where);
    if (layer.op !== 'dense') throw new Error(`network.json: ${where} is ${layer.op}, not dense`);
    return { ...layer, output: fields(entry, where).text('output') };
  });
  return { layers, heads };
}

function parseLayer(entry: unknown, place: string): Layer {
  const read = fields(entry, place);
  const op = read.text('op');
  const name = op === 'globalAveragePool' ? place : read.text('name');
  switch (op) {
    case 'conv':
      return {
        op,
        name,
        ...window(read),
        activation: read.activation(),
        inChannels: read.size('inChannels'),
        outChannels: read.size('outChannels'),
      };
    case 'depthwiseConv':
      return { op, name, ...window(read), activation: read.activation(), channels: read.size('channels') };
    case 'dense':
      return { op, name, activation: read.activation(), outChannels: read.size('outChannels') };
    case 'add':
      return { op, name, from: read.text('from'), activation: read.activation() };
    case 'squeezeExcite': {
      const gate = read.text('gate');
      if (gate !== 'sigmoid' && gate !== 'hardSigmoid') {
        throw new Error(`network.json: ${name} has the unknown gate ${gate}`);
      }
      return { op, name, reducedChannels: read.size('reducedChannels'), gate };
    }
    case 'globalAveragePool':
      return { op, name: 'globalAveragePool' };
    default:
      throw new Error(`network.json: ${place} (${name}) has the unknown op ${op}`);
  }
}

function window(read: Fields) {
  return { kernel: read.size('kernel'), stride: read.size('stride'), padding: read.padding() };
}

/** Reads the fields of one object of network.json; every method throws if the field is missing or invalid. */
interface Fields {
  text(key: string): string;
  size(key: string): number;
  padding(): Padding;
  list(key: string): readonly unknown[];
  activation(): Activation | null;
}

function fields(value: unknown, place: string): Fields {
  const record = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const wrong = (key: string) => new Error(`network.json: ${place} has a missing or bad ${key}`);
  return {
    text(key) {
      const found = record[key];
      if (typeof found !== 'string' || found === '') throw wrong(key);
      return found;
    },
    size(key) {
      const found = record[key];
      if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 0) throw wrong(key);
      return found;
    },
    padding() {
      return record.padding === 'same' ? 'same' : this.size('padding');
    },
    list(key) {
      const found = record[key];
      if (!Array.isArray(found)) throw wrong(key);
      return found;
    },
    activation() {
      const found = record.activation ?? null;
      if (found === null) return null;
      const known = ACTIVATIONS.find((name) => name === found);
      if (known === undefined) throw new Error(`network.json: ${place} has the unknown activation ${found}`);
      return known;
    },
  };
}
