import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { type ModelFiles, modelArtifacts } from './write-model.ts';

/** Row-major values of a node's output, and its shape with the batch first. */
export interface Output {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Starts tfjs' WASM backend in Node, on one thread, so that every run gives the same results. */
export async function startTfjs(): Promise<void> {
  const package_ = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(join(dirname(package_), 'dist', '/'));
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await tf.setBackend('wasm');
  await tf.ready();
}

/**
 * Runs a graph model on a batch and returns the outputs of nodes by name.
 *
 * @param values row-major values of the input.
 * @param shape shape of the input, with the batch first.
 * @param nodes names of outputs or inner nodes.
 */
export async function runModel(
  files: ModelFiles,
  values: Float32Array,
  shape: readonly number[],
  nodes: readonly string[],
): Promise<ReadonlyMap<string, Output>> {
  const model = new GraphModel(tf.io.fromMemory(modelArtifacts(files)));
  await model.load();
  const input = tf.tensor(values, [...shape]);
  const found = model.execute(input, [...nodes]);
  const tensors = Array.isArray(found) ? found : [found];
  const outputs = new Map<string, Output>();
  for (const [i, name] of nodes.entries()) {
    const tensor = tensors[i]!;
    outputs.set(name, { shape: tensor.shape, data: Float32Array.from(await tensor.data()) });
  }
  tf.dispose([input, ...tensors]);
  model.dispose();
  return outputs;
}
