import { fromFloat16 } from '#engine/detector-file.ts';
import { Table } from '#engine/flatbuffer.ts';
import { densify, type Level, type Sparsity } from './sparse.ts';

/**
 * Operators that the face detectors use, by their number in the enum BuiltinOperator of TensorFlow Lite's schema.fbs.
 */
const OPERATORS: Readonly<Record<number, OperatorName>> = {
  0: 'add',
  2: 'concatenation',
  3: 'conv',
  4: 'depthwiseConv',
  5: 'depthToSpace',
  6: 'dequantize',
  17: 'maxPool',
  19: 'relu',
  22: 'reshape',
  23: 'resizeBilinear',
  34: 'pad',
  54: 'prelu',
  124: 'densify',
};

export type OperatorName =
  | 'add'
  | 'concatenation'
  | 'conv'
  | 'depthwiseConv'
  | 'depthToSpace'
  | 'dequantize'
  | 'maxPool'
  | 'relu'
  | 'reshape'
  | 'resizeBilinear'
  | 'pad'
  | 'prelu'
  | 'densify';

/** One operator: its tensors by index (−1: absent), and the table of its options. */
export interface Operator {
  readonly name: OperatorName;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options: Table | null;
}

export type TensorType = 'float32' | 'float16' | 'int32';
const TENSOR_TYPES: Readonly<Record<number, TensorType>> = { 0: 'float32', 1: 'float16', 2: 'int32' };

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: TensorType;
  /** Null if the tensor is computed. */
  readonly bytes: Uint8Array | null;
  readonly sparsity: Sparsity | null;
}

/** The only subgraph of a .tflite file. */
export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly Operator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * Parses a .tflite file (schema version 3); field numbers are those of TensorFlow Lite's schema.fbs.
 * Throws for operators and types that the face detectors do not use.
 */
export function parseTflite(file: Uint8Array): TfliteModel {
  if (new TextDecoder().decode(file.subarray(4, 8)) !== 'TFL3') {
    throw new Error('not a TensorFlow Lite model: the identifier TFL3 is missing');
  }
  const model = Table.root(file);
  const codes = model.tables(1).map((code) => Math.max(code.int8(0), code.int32(3)));
  const buffers = model.tables(4);
  const graphs = model.tables(2);
  const graph = graphs[0];
  if (graph === undefined || graphs.length !== 1) throw new Error(`${graphs.length} subgraphs, not 1`);
  return {
    tensors: graph.tables(0).map((tensor) => readTensor(tensor, buffers)),
    inputs: graph.int32s(1),
    outputs: graph.int32s(2),
    operators: graph.tables(3).map((operator) => {
      const code = codes[operator.int32(0)]!;
      const name = OPERATORS[code];
      if (name === undefined) throw new Error(`operator ${code} is not known here`);
      return { name, inputs: operator.int32s(1), outputs: operator.int32s(2), options: operator.table(4) };
    }),
  };
}

function readTensor(tensor: Table, buffers: readonly Table[]): TfliteTensor {
  const name = tensor.text(3);
  const type = TENSOR_TYPES[tensor.int8(1)];
  if (type === undefined) throw new Error(`${name}: tensor type ${tensor.int8(1)} is not known here`);
  const bytes = buffers[tensor.int32(2)]!.bytes(0);
  const sparsity = tensor.table(6);
  return {
    name,
    shape: tensor.int32s(0),
    type,
    bytes: bytes.length > 0 ? bytes : null,
    sparsity: sparsity && readSparsity(sparsity),
  };
}

function readSparsity(sparsity: Table): Sparsity {
  const levels = sparsity.tables(2).map((level): Level => {
    if (level.int8(0) === 0) return { kind: 'dense', size: level.int32(1) };
    return { kind: 'sparse', segments: readIndices(level, 2), indices: readIndices(level, 4) };
  });
  return { traversalOrder: sparsity.int32s(0), blockMap: sparsity.int32s(1), levels };
}

/** Reads a union: the number of its type in `field`, the table of values in the next field. */
function readIndices(level: Table, field: number): readonly number[] {
  const values = level.table(field + 1);
  if (values === null) throw new Error('a sparse dimension has no indices');
  switch (level.int8(field)) {
    case 1:
      return values.int32s(0);
    case 2:
      return values.uint16s(0);
    default:
      return [...values.bytes(0)];
  }
}

/** Returns the values of a constant as dense float32; null if the tensor is computed. */
export function floatsOf(tensor: TfliteTensor): Float32Array | null {
  const { bytes, type, sparsity, shape } = tensor;
  if (bytes === null) return null;
  if (type === 'int32') throw new Error(`${tensor.name}: int32, not floats`);
  const stored =
    type === 'float32'
      ? new Float32Array(bytes.buffer)
      : Float32Array.from(new Uint16Array(bytes.buffer), fromFloat16);
  return sparsity === null ? stored : densify(stored, shape, sparsity);
}

/** Returns the values of an int32 constant. Throws if it is not one. */
export function intsOf(tensor: TfliteTensor): Int32Array {
  if (tensor.bytes === null || tensor.type !== 'int32')
    throw new Error(`${tensor.name}: not an int32 constant`);
  return new Int32Array(tensor.bytes.buffer);
}
