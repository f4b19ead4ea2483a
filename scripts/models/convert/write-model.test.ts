import { expect, it } from 'vitest';
import { buildGraph } from './build-graph.ts';
import type { Graph } from './graph.ts';
import { parseNetwork } from './network.ts';
import { type StoredConstant, store, storeInSteps } from './quantize.ts';
import { runModel, startTfjs } from './run-model.ts';
import { writeModel } from './write-model.ts';

const STEP = 0.004;
const weight = Float32Array.of(0.25, -1.5, 0.003, 2, -0.7, 0.11);
const image = Float32Array.of(1, -2, 0.5);

function denseGraph(): Graph {
  const network = parseNetwork({
    layers: [{ op: 'globalAveragePool' }, { op: 'dense', name: 'd', outChannels: 2 }],
    heads: [],
  });
  const weights = new Map([
    ['d.weight', { shape: [2, 3], data: weight }],
    ['d.bias', { shape: [2], data: Float32Array.of(0.5, -0.25) }],
  ]);
  return buildGraph(network, weights, { height: 1, width: 1, channels: 3 });
}

it('a model with weights in steps has the rounding errors of those steps in tfjs', async () => {
  await startTfjs();
  const graph = denseGraph();
  const run = async (storeOne: (constant: Graph['constants'][number]) => StoredConstant) => {
    const files = writeModel(graph, graph.constants.map(storeOne));
    return (await runModel(files, image, [1, 1, 1, 3], ['d'])).get('d')!.data;
  };
  const matrix = ({ shape }: { readonly shape: readonly number[] }) => shape.length === 2;
  const exact = await run((constant) => store(constant, 'float32'));
  const found = await run((constant) =>
    matrix(constant) ? storeInSteps(constant, STEP) : store(constant, 'float32'),
  );
  const off = found.map((value, i) => Math.abs(value - exact[i]!));
  expect(Math.max(...off)).toBeGreaterThan(1e-4);
  // The error is at most half a step for each of the three products of the sum.
  expect(Math.max(...off)).toBeLessThan((STEP / 2) * (1 + 2 + 0.5));
});
