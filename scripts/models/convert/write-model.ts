import type { io } from '@tensorflow/tfjs-core';
import { joined, plainWeights } from '#engine/weights.ts';
import type { Graph } from './graph.ts';
import type { StoredConstant } from './quantize.ts';

/** The two files of a tfjs graph model. */
export interface ModelFiles {
  /** model.json, as text. */
  readonly model: string;
  readonly weights: Uint8Array;
}

const WEIGHTS_FILE = 'weights.bin';

/**
 * Returns the files of a tfjs graph model. `constants` are in the order of the graph's constants. Weights in steps
 * are a format of the page (src/engine/weights.ts). The same graph and constants give the same bytes.
 */
export function writeModel(graph: Graph, constants: readonly StoredConstant[]): ModelFiles {
  const model = {
    format: 'graph-model',
    generatedBy: 'scripts/convert',
    convertedBy: null,
    signature: { inputs: graph.inputs, outputs: graph.outputs },
    modelTopology: { node: graph.nodes, library: {}, versions: { producer: 1882 } },
    weightsManifest: [
      {
        paths: [WEIGHTS_FILE],
        weights: constants.map(({ name, shape, dtype, quantization }) => ({
          name,
          shape,
          dtype,
          ...(quantization === null ? {} : { quantization }),
        })),
      },
    ],
  };
  return { model: `${JSON.stringify(model)}\n`, weights: joined(constants.map(({ bytes }) => bytes)) };
}

/** Converts the files to the artifacts that tfjs loads; the page's own code restores the weights. */
export function modelArtifacts({ model, weights }: ModelFiles): io.ModelArtifacts {
  const { modelTopology, signature, weightsManifest } = JSON.parse(model);
  return { modelTopology, signature, ...plainWeights(weightsManifest[0].weights, weights) };
}
