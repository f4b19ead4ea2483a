import { loadGraphModel } from '@tensorflow/tfjs-converter/dist/executor/graph_model';
import { io, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { OUTPUT_SIZES, OUTPUTS } from '#core/labels.ts';
import type { Logits } from '#core/types.ts';
import type { ModelCard } from './card.ts';
import type { Classifier } from './parts.ts';
import type { Backend } from './protocol.ts';
import { plainWeights } from './weights.ts';

/** Limits peak memory, because a WASM memory never shrinks: a photo can contain a hundred faces. */
const LARGEST_BATCH = 8;
/**
 * Batch sizes that run on a GPU. Each is warmed up, so that no shader compiles in mid-show; a batch
 * in between is padded up. WASM takes any size (batching gains nothing there: docs/measurements.md).
 */
const GPU_BATCHES = [1, 2, 4, LARGEST_BATCH] as const;

/** The two files of the tfjs graph model, already verified: model.json and weights.bin. */
export interface ModelFiles {
  readonly topology: Uint8Array;
  readonly weights: Uint8Array;
}

/**
 * Loads the attribute network on the active backend and warms it up. Throws EngineError card-invalid if the weights
 * do not fit the model.
 *
 * @param onWarm is called after each batch size, because a GPU may compile shaders for seconds.
 */
export async function createClassifier(
  files: ModelFiles,
  card: ModelCard,
  backend: Backend,
  onWarm: () => void,
): Promise<Classifier> {
  const model = JSON.parse(new TextDecoder().decode(files.topology)) as io.ModelJSON;
  const artifacts = await io.getModelArtifactsForJSON(model, async (manifest) => {
    const { weightSpecs, weightData } = plainWeights(
      manifest.flatMap((group) => group.weights),
      files.weights,
    );
    return [weightSpecs, weightData];
  });
  const network = await loadGraphModel(io.fromMemory(artifacts));
  const { size } = card.input;
  const values = size * size * 3;

  async function run(input: Float32Array, batch: number): Promise<readonly Float32Array[]> {
    const image = tensor4d(input, [batch, size, size, 3]);
    let outputs: Tensor[] = [];
    try {
      outputs = network.execute(image, [...OUTPUTS]) as Tensor[];
      return (await Promise.all(outputs.map((output) => output.data()))) as Float32Array[];
    } finally {
      image.dispose();
      for (const output of outputs) output.dispose();
    }
  }

  const classifier: Classifier = {
    inputSize: size,
    async classify(input, count) {
      const logits: Logits[] = [];
      for (let from = 0; from < count; from += LARGEST_BATCH) {
        const faces = Math.min(LARGEST_BATCH, count - from);
        const batch = backend === 'webgl' ? (GPU_BATCHES.find((n) => n >= faces) ?? faces) : faces;
        const part = new Float32Array(batch * values);
        part.set(input.subarray(from * values, (from + faces) * values));
        const heads = await run(part, batch);
        for (let face = 0; face < faces; face++) logits.push(logitsOf(heads, face));
      }
      return logits;
    },
    close: () => network.dispose(),
  };
  for (const batch of backend === 'webgl' ? GPU_BATCHES : [1]) {
    await classifier.classify(new Float32Array(batch * values), batch);
    onWarm();
  }
  return classifier;
}

function logitsOf(heads: readonly Float32Array[], face: number): Logits {
  const slice = (index: number) => {
    const size = OUTPUT_SIZES[OUTPUTS[index] ?? 'age'];
    return (heads[index] ?? new Float32Array(0)).slice(face * size, (face + 1) * size);
  };
  return { age: slice(0), gender: slice(1), emotion: slice(2), smile: slice(3), visible: slice(4) };
}
