/**
 * Milliseconds per face of exported networks with tfjs' WASM backend in Node, beside one another: in every round each
 * network has its turn once, so that whatever else runs on the machine hits all alike.
 *
 *   npm run network-times -- --exports WORK/exports/compare-* --json times.json [--faces 1] [--rounds 60]
 *
 * Networks are named as their cards name them, with the version where two have the same name. In the file `msPerFace`
 * is the median, `leastMsPerFace` the minimum.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { buildGraph } from './convert/build-graph.ts';
import { type Export, readExport } from './convert/export.ts';
import { store } from './convert/quantize.ts';
import { startTfjs } from './convert/run-model.ts';
import { networkInput } from './convert/verify.ts';
import { modelArtifacts, writeModel } from './convert/write-model.ts';
import { medianOf } from './evaluate/metrics.ts';
import { alignedTable } from './evaluate/tables.ts';

const WARM_UP = 5;

interface Contestant {
  readonly title: string;
  readonly model: GraphModel;
  readonly input: tf.Tensor;
  /** Of a face, round by round. */
  readonly ms: number[];
}

async function contestant(source: Export, title: string, faces: number): Promise<Contestant> {
  const { input } = source.card;
  const graph = buildGraph(source.network, source.weights, { ...input, channels: 3 });
  const constants = graph.constants.map((constant) => store(constant, 'float32'));
  const model = new GraphModel(tf.io.fromMemory(modelArtifacts(writeModel(graph, constants))));
  await model.load();
  const crops = Array.from({ length: faces }, (_, i) => source.golden[i % source.golden.length]!.crop);
  const shape: [number, number, number, number] = [faces, input.height, input.width, 3];
  return { title, model, input: tf.tensor(networkInput(crops, input), shape), ms: [] };
}

/** One batch through the network, until its results are in JavaScript's hands. */
async function takeTurn({ model, input, ms }: Contestant, faces: number): Promise<void> {
  const began = performance.now();
  const outputs = [model.execute(input)].flat() as tf.Tensor[];
  for (const output of outputs) await output.data();
  ms.push((performance.now() - began) / faces);
  tf.dispose(outputs);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      exports: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      faces: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '60' },
    },
  });
  const [faces, rounds] = [Number(values.faces), Number(values.rounds)];
  // The shell makes several folders of one pattern.
  const folders = [...values.exports, ...positionals];
  if (folders.length === 0) throw new Error('name the folders of exports: --exports DIR…');
  if (![faces, rounds].every((count) => Number.isInteger(count) && count > 0)) {
    throw new Error('--faces and --rounds are whole numbers above 0');
  }

  await startTfjs();
  const sources = folders.map((folder) => readExport(folder));
  const names = sources.map(({ card }) => card.name);
  const alike = new Set(names).size < names.length;
  const titles = sources.map(({ card }) => (alike ? `${card.name} ${card.version}` : card.name));
  if (new Set(titles).size < titles.length) {
    throw new Error('two exports have the same name and version in their cards');
  }
  const contestants: Contestant[] = [];
  for (const [index, source] of sources.entries()) {
    contestants.push(await contestant(source, titles[index]!, faces));
  }
  for (let round = 0; round < WARM_UP + rounds; round++) {
    for (const one of contestants) await takeTurn(one, faces);
  }
  for (const { ms } of contestants) ms.splice(0, WARM_UP);

  const perFace = (figure: (ms: readonly number[]) => number) =>
    Object.fromEntries(contestants.map(({ title, ms }) => [title, Number(figure(ms).toFixed(3))] as const));
  const msPerFace = perFace((ms) => medianOf(ms) ?? Number.NaN);
  const leastMsPerFace = perFace((ms) => Math.min(...ms));
  const measured =
    `median of ${rounds} rounds in which each network had its turn, ${faces} face${faces > 1 ? 's' : ''} a batch, ` +
    `tfjs' WASM backend in Node ${process.versions.node} on one thread, not in a browser`;
  const rows = Object.entries(msPerFace).map(([title, ms]) => [title, `${ms}`, `${leastMsPerFace[title]}`]);
  console.log(`${measured}\n${alignedTable([['network', 'ms per face', 'least'], ...rows])}`);
  const file = JSON.stringify({ measured, msPerFace, leastMsPerFace }, null, 2);
  if (values.json) writeFileSync(values.json, `${file}\n`);
}

// Told here: WASM's own handler of what is thrown prints its whole source first.
await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
