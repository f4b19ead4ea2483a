/** Measures graph models with tfjs' WASM backend: one thread and SIMD, as on the page. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { TimedNetwork, Timer } from '../times-wire.ts';

const WARM_UP = 5;

interface Loaded {
  readonly model: GraphModel;
  readonly input: tf.Tensor;
}

async function load({ model, weights, input, shape }: TimedNetwork): Promise<Loaded> {
  const [topology, data] = await Promise.all([
    fetch(model).then((answer) => answer.json() as Promise<tf.io.ModelJSON>),
    fetch(weights).then((answer) => answer.arrayBuffer()),
  ]);
  const artifacts = await tf.io.getModelArtifactsForJSON(topology, async (manifest) => [
    manifest.flatMap((group) => group.weights),
    data,
  ]);
  const network = new GraphModel(tf.io.fromMemory(artifacts));
  await network.load();
  const bytes = Uint8Array.from(atob(input), (letter) => letter.charCodeAt(0));
  return { model: network, input: tf.tensor(new Float32Array(bytes.buffer), [...shape]) };
}

/** Runs one batch and returns its milliseconds, including the transfer of the results to JavaScript. */
async function runOnce({ model, input }: Loaded): Promise<number> {
  const began = performance.now();
  const outputs = [model.execute(input)].flat() as tf.Tensor[];
  for (const output of outputs) await output.data();
  const ms = performance.now() - began;
  tf.dispose(outputs);
  return ms;
}

const timer: Timer = {
  async time(networks, rounds) {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    // tfjs requires all three names, but only the SIMD program is used.
    setWasmPaths({
      'tfjs-backend-wasm.wasm': simdUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
    });
    await tf.setBackend('wasm');
    await tf.ready();
    const loaded = await Promise.all(networks.map(load));
    const ms = loaded.map((): number[] => []);
    for (let round = 0; round < WARM_UP + rounds; round++)
      for (const [index, one] of loaded.entries()) ms[index]?.push(await runOnce(one));
    return ms.map((of) => of.slice(WARM_UP));
  },
};

(window as unknown as { timer: Timer }).timer = timer;
