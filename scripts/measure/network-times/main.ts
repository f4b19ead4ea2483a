/**
 * Compares the time per face of exported networks in a browser, with tfjs' WASM backend.
 *
 * Networks have the names of their cards, with the version if two names are the same. In the file `msPerFace` is the
 * median and `leastMsPerFace` the minimum, in milliseconds.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { alignedTable } from '../../lab/aligned-table.ts';
import { buildLabPage, openLabPage } from '../../lab/page.ts';
import { buildGraph } from '../../models/convert/build-graph.ts';
import { type Export, readExport } from '../../models/convert/export.ts';
import { store } from '../../models/convert/quantize.ts';
import { networkInput } from '../../models/convert/verify.ts';
import { writeModel } from '../../models/convert/write-model.ts';
import { runProgram } from '../../run/program.ts';
import { medianOf } from '../evaluate/metrics.ts';
import type { TimedNetwork, Timer } from './times-wire.ts';

const PAGE = 'scripts/measure/network-times/page';
const USAGE = `npm run network-times -- --exports DIR… [options]
  --exports WORK/exports/compare-*   folders written by python -m training export
  --faces 1                          faces in a batch
  --rounds 60                        every network runs once in each round
  --json FILE                        writes the times`;

await runProgram(USAGE, networkTimes);

async function networkTimes(args: readonly string[]): Promise<void> {
  const { folders, faces, rounds, json } = readOptions(args);
  const sources = folders.map((folder) => readExport(folder));
  const names = titlesOf(sources);
  const { batches, browser } = await timed(sources, faces, rounds);

  const perFace = (figure: (ms: readonly number[]) => number) =>
    Object.fromEntries(
      names.map((name, index) => [name, Number((figure(batches[index] ?? []) / faces).toFixed(3))] as const),
    );
  const msPerFace = perFace((ms) => medianOf(ms) ?? Number.NaN);
  const leastMsPerFace = perFace((ms) => Math.min(...ms));
  const measured =
    `median of ${rounds} rounds in which each network had its turn, ${faces} face${faces > 1 ? 's' : ''} a batch, ` +
    `tfjs' WASM backend on one thread in ${browser}`;
  const rows = Object.entries(msPerFace).map(([name, ms]) => [name, `${ms}`, `${leastMsPerFace[name]}`]);
  console.log(`${measured}\n${alignedTable([['network', 'ms per face', 'least'], ...rows])}`);
  if (json) writeFileSync(json, `${JSON.stringify({ measured, msPerFace, leastMsPerFace }, null, 2)}\n`);
}

function readOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      exports: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      faces: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '60' },
    },
  });
  const [faces, rounds] = [Number(values.faces), Number(values.rounds)];
  // The shell expands a pattern to several folders.
  const folders = [...values.exports, ...positionals];
  if (folders.length === 0) throw new Error('name the folders of exports: --exports DIR…');
  if (![faces, rounds].every((count) => Number.isInteger(count) && count > 0)) {
    throw new Error('--faces and --rounds are whole numbers above 0');
  }
  return { folders, faces, rounds, json: values.json };
}

function titlesOf(sources: readonly Export[]): readonly string[] {
  const names = sources.map(({ card }) => card.name);
  const alike = new Set(names).size < names.length;
  const titles = sources.map(({ card }) => (alike ? `${card.name} ${card.version}` : card.name));
  if (new Set(titles).size < titles.length) {
    throw new Error('two exports have the same name and version in their cards');
  }
  return titles;
}

/** Returns the milliseconds of each batch by network and round, and the name of the browser. */
async function timed(sources: readonly Export[], faces: number, rounds: number) {
  const folder = mkdtempSync(join(tmpdir(), 'mien-times-'));
  try {
    const built = join(folder, 'page');
    await buildLabPage(PAGE, built);
    const files = sources.flatMap((source, index) => writeFiles(source, join(folder, `${index}`)));
    const lab = await openLabPage(built, {}, true);
    try {
      const urls = lab.offer(files);
      const networks = sources.map((source, index): TimedNetwork => {
        const { input } = source.card;
        const crops = Array.from({ length: faces }, (_, i) => source.golden[i % source.golden.length]!.crop);
        return {
          model: urls[2 * index]!,
          weights: urls[2 * index + 1]!,
          input: Buffer.from(networkInput(crops, input).buffer).toString('base64'),
          shape: [faces, input.height, input.width, 3],
        };
      });
      const batches = await lab.page.evaluate(
        ([networks, rounds]) => (window as unknown as { timer: Timer }).timer.time(networks, rounds),
        [networks, rounds] as const,
      );
      return { batches, browser: lab.browser };
    } finally {
      await lab.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes an export as a graph model with float32 weights into `folder` and returns the paths of its two files. */
function writeFiles(source: Export, folder: string): readonly [model: string, weights: string] {
  const graph = buildGraph(source.network, source.weights, { ...source.card.input, channels: 3 });
  const { model, weights } = writeModel(
    graph,
    graph.constants.map((constant) => store(constant, 'float32')),
  );
  const files = [join(folder, 'model.json'), join(folder, 'weights.bin')] as const;
  mkdirSync(folder);
  writeFileSync(files[0], model);
  writeFileSync(files[1], weights);
  return files;
}
