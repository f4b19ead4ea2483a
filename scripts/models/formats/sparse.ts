/** The sparse format of a TensorFlow Lite tensor: SparsityParameters of its schema. */
export interface Sparsity {
  /** The order of the dimensions; block dimensions are numbered after the tensor's own. */
  readonly traversalOrder: readonly number[];
  /** The tensor dimension that each block dimension divides. */
  readonly blockMap: readonly number[];
  /** One level per dimension, in traversal order. */
  readonly levels: readonly Level[];
}

/** A dense dimension, or a sparse one (CSR): parent i has the `indices` from segments[i] to segments[i + 1]. */
export type Level =
  | { readonly kind: 'dense'; readonly size: number }
  | { readonly kind: 'sparse'; readonly segments: readonly number[]; readonly indices: readonly number[] };

/** Returns the dense tensor, row-major. Throws if the number of values does not match the levels. */
export function densify(values: Float32Array, shape: readonly number[], sparsity: Sparsity): Float32Array {
  const { traversalOrder, blockMap, levels } = sparsity;
  const rank = shape.length;
  const blockSize = shape.map(() => 1);
  levels.forEach((level, i) => {
    const dimension = traversalOrder[i]!;
    if (dimension < rank) return;
    if (level.kind !== 'dense') throw new Error('a block dimension must be dense');
    blockSize[blockMap[dimension - rank]!] = level.size;
  });
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const whole = new Float32Array(shape.reduce((a, b) => a * b, 1));
  let read = 0;

  function walk(depth: number, parent: number, offset: number): void {
    const level = levels[depth];
    if (level === undefined) {
      whole[offset] = values[read++]!;
      return;
    }
    const dimension = traversalOrder[depth]!;
    const isBlock = dimension >= rank;
    const axis = isBlock ? blockMap[dimension - rank]! : dimension;
    const step = strides[axis]! * (isBlock ? 1 : blockSize[axis]!);
    if (level.kind === 'dense') {
      for (let i = 0; i < level.size; i++) walk(depth + 1, parent * level.size + i, offset + i * step);
      return;
    }
    for (let at = level.segments[parent]!; at < level.segments[parent + 1]!; at++) {
      walk(depth + 1, at, offset + level.indices[at]! * step);
    }
  }

  walk(0, 0, 0);
  if (read !== values.length) throw new Error(`sparse tensor: ${read} places for ${values.length} values`);
  return whole;
}
