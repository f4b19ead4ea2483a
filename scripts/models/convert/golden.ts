/** Reference faces with the logits of PyTorch's float32 network and of the converted one. */
export interface Golden {
  /** Side of the square crops in pixels. */
  readonly inputSize: number;
  readonly faces: readonly GoldenFace[];
}

export interface GoldenFace {
  /** Name of the picture from which the crop was taken; empty if it is unknown. */
  readonly picture: string;
  /** inputSize × inputSize × 3 bytes, rows of RGB. */
  readonly crop: Uint8Array;
  /** Logits of the float32 network in PyTorch. */
  readonly pytorch: LogitsByHead;
  /** Logits of the converted model with tfjs' WASM backend. */
  readonly converted: LogitsByHead;
}

export type LogitsByHead = Readonly<Record<string, Float32Array>>;

/** The offset of a block of a golden file in bytes, and the number of values per face. */
export interface GoldenBlock {
  readonly offset: number;
  readonly valuesPerFace: number;
}

/**
 * The layout of a golden file, which is part of the card. Values are stored face by face in every block:
 * crops as uint8 [count, inputSize, inputSize, 3] RGB, logits as float32 little-endian [count, classes].
 */
export interface GoldenLayout {
  readonly file: string;
  readonly count: number;
  readonly inputSize: number;
  readonly crops: GoldenBlock;
  readonly logits: {
    readonly pytorch: Readonly<Record<string, GoldenBlock>>;
    readonly converted: Readonly<Record<string, GoldenBlock>>;
  };
  /** The pictures from which the crops were taken, in the same order. */
  readonly pictures: readonly string[];
}

const SETS = ['pytorch', 'converted'] as const;

/** Returns a golden file's bytes and layout. Blocks: crops, PyTorch's logits, then those of the converted model. */
export function writeGolden(
  file: string,
  { inputSize, faces }: Golden,
  heads: readonly string[],
): { readonly bytes: Uint8Array; readonly layout: GoldenLayout } {
  const count = faces.length;
  const cropBytes = inputSize * inputSize * 3;
  let end = Math.ceil((count * cropBytes) / 4) * 4;
  const blocks = { pytorch: {} as Record<string, GoldenBlock>, converted: {} as Record<string, GoldenBlock> };
  for (const set of SETS) {
    for (const head of heads) {
      const valuesPerFace = faces[0]?.[set][head]?.length ?? 0;
      blocks[set][head] = { offset: end, valuesPerFace };
      end += 4 * count * valuesPerFace;
    }
  }
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  for (const [i, face] of faces.entries()) {
    bytes.set(face.crop, i * cropBytes);
    for (const set of SETS) {
      for (const head of heads) {
        const { offset, valuesPerFace } = blocks[set][head]!;
        for (const [j, value] of face[set][head]!.entries()) {
          view.setFloat32(offset + 4 * (i * valuesPerFace + j), value, true);
        }
      }
    }
  }
  const crops = { offset: 0, valuesPerFace: cropBytes };
  const pictures = faces.map(({ picture }) => picture);
  return { bytes, layout: { file, count, inputSize, crops, logits: blocks, pictures } };
}

/** Reads the faces of a golden file by the layout in the card. */
export function readGolden(bytes: Uint8Array, layout: GoldenLayout): Golden {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const logits = (set: (typeof SETS)[number], face: number): LogitsByHead =>
    Object.fromEntries(
      Object.entries(layout.logits[set]).map(([head, { offset, valuesPerFace }]) => [
        head,
        Float32Array.from({ length: valuesPerFace }, (_, j) =>
          view.getFloat32(offset + 4 * (face * valuesPerFace + j), true),
        ),
      ]),
    );
  const faces = Array.from({ length: layout.count }, (_, i): GoldenFace => {
    const { offset, valuesPerFace } = layout.crops;
    return {
      picture: layout.pictures[i] ?? '',
      crop: new Uint8Array(bytes.subarray(offset + i * valuesPerFace, offset + (i + 1) * valuesPerFace)),
      pytorch: logits('pytorch', i),
      converted: logits('converted', i),
    };
  });
  return { inputSize: layout.inputSize, faces };
}

/**
 * Orders faces so that the first few differ as much as possible: first the face farthest from the mean, then repeatedly
 * the one that is farthest from all chosen faces. Distances are between logits; each head is divided by its spread, so
 * that all heads have equal weight.
 */
export function mostDiverseFirst(
  faces: readonly GoldenFace[],
  heads: readonly string[],
): readonly GoldenFace[] {
  const points = standardized(faces, heads);
  const mean = points[0]?.map((_, j) => points.reduce((sum, p) => sum + p[j]!, 0) / points.length) ?? [];
  const left = new Set(faces.keys());
  const nearest = points.map((point) => distance(point, mean));
  const order: number[] = [];
  while (left.size > 0) {
    const next = [...left].reduce((best, i) => (nearest[i]! > nearest[best]! ? i : best));
    for (const i of left) {
      const toNext = distance(points[i]!, points[next]!);
      nearest[i] = order.length === 0 ? toNext : Math.min(nearest[i]!, toNext);
    }
    left.delete(next);
    order.push(next);
  }
  return order.map((i) => faces[i]!);
}

function standardized(
  faces: readonly GoldenFace[],
  heads: readonly string[],
): readonly (readonly number[])[] {
  const points: number[][] = faces.map(() => []);
  for (const head of heads) {
    const rows = faces.map(({ pytorch }) => [...pytorch[head]!]);
    const means = rows[0]?.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length) ?? [];
    const spread = Math.sqrt(rows.reduce((sum, row) => sum + distance(row, means) ** 2, 0)) || 1;
    for (const [i, row] of rows.entries()) points[i]!.push(...row.map((value) => value / spread));
  }
  return points;
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));
}
