/** How a TensorFlow Lite tensor leaves out zeros: SparsityParameters of its schema. */
export interface Sparsity {
  /** In which order the dimensions are walked; block dimensions are numbered after the tensor's own. */
  readonly traversalOrder: readonly number[];
  /** For each block dimension, the tensor dimension that it divides. */
  readonly blockMap: readonly number[];
  /** One for each dimension, in traversal order. */
  readonly levels: readonly Level[];
}

/** A dimension walked whole, or (CSR) only at `indices`, those of parent i from segments[i] to segments[i + 1]. */
export type Level =
  | { readonly kind: 'dense'; readonly size: number }
  | { readonly kind: 'sparse'; readonly segments: readonly number[]; readonly indices: readonly number[] };

/** The whole tensor, row-major; what was left out is 0. Throws if values and levels do not agree in number. */
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
