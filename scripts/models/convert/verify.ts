import type { ExportInput } from './export.ts';
import type { LogitsByHead } from './golden.ts';
import { runModel } from './run-model.ts';
import type { ModelFiles } from './write-model.ts';

/** Returns the network's input for a batch of RGB crops: pixel · scale + offset, NHWC. */
export function networkInput(crops: readonly Uint8Array[], { scale, offset }: ExportInput): Float32Array {
  const length = crops[0]?.length ?? 0;
  const values = new Float32Array(crops.length * length);
  for (const [i, crop] of crops.entries()) {
    for (let j = 0; j < length; j++) values[i * length + j] = crop[j]! * scale + offset;
  }
  return values;
}

/** Computes a model's logits of each crop by head, with tfjs' WASM backend. */
export async function computeLogits(
  files: ModelFiles,
  crops: readonly Uint8Array[],
  input: ExportInput,
  heads: readonly string[],
): Promise<readonly LogitsByHead[]> {
  const shape = [crops.length, input.height, input.width, 3];
  const outputs = await runModel(files, networkInput(crops, input), shape, heads);
  return crops.map((_, i) =>
    Object.fromEntries(
      heads.map((head) => {
        const { data } = outputs.get(head)!;
        const size = data.length / crops.length;
        return [head, data.slice(i * size, (i + 1) * size)];
      }),
    ),
  );
}

/** Returns the largest |difference| of the logits by head. NaN counts as an infinite difference. */
export function maxDifference(
  a: readonly LogitsByHead[],
  b: readonly LogitsByHead[],
  heads: readonly string[],
): Readonly<Record<string, number>> {
  const largest = (head: string) =>
    Math.max(
      ...a.flatMap((logits, i) =>
        Array.from(logits[head]!, (value, j) => {
          const difference = Math.abs(value - b[i]![head]![j]!);
          return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
        }),
      ),
    );
  return Object.fromEntries(heads.map((head) => [head, largest(head)]));
}

/** Returns the root mean square of the differences, with equal weight for each head. */
export function rmsDifference(
  a: readonly LogitsByHead[],
  b: readonly LogitsByHead[],
  heads: readonly string[],
): number {
  const meanSquares = heads.map((head) => {
    const squares = a.flatMap((logits, i) =>
      Array.from(logits[head]!, (value, j) => (value - b[i]![head]![j]!) ** 2),
    );
    return squares.reduce((sum, square) => sum + square, 0) / squares.length;
  });
  return Math.sqrt(meanSquares.reduce((sum, square) => sum + square, 0) / heads.length);
}
