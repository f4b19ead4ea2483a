/**
 * Converts an export of the attribute network into the model that the page loads, without TensorFlow and Python.
 *
 * It prints bytes and logit errors of each storage scheme, and writes model.json, weights.bin, golden.bin,
 * golden-more.bin and card.json in the requested one. If the error of a golden logit exceeds the tolerance, it writes
 * nothing and exits with status 1.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { runProgram } from '../../run/program.ts';
import { buildGraph } from './build-graph.ts';
import { cardFile, pageCard } from './card.ts';
import { type Export, readExport } from './export.ts';
import { fitSteps } from './fit-steps.ts';
import { type GoldenFace, type LogitsByHead, mostDiverseFirst, writeGolden } from './golden.ts';
import { STORAGES, type Storage, type StoredConstant, store } from './quantize.ts';
import { startTfjs } from './run-model.ts';
import { computeLogits, maxDifference, rmsDifference } from './verify.ts';
import { type ModelFiles, writeModel } from './write-model.ts';

/** Share of the tolerance for fitted steps, which leaves a margin because they are fitted to the golden faces. */
const FITTED_SHARE = 0.8;
/** Number of golden faces that every page loads for its self-test; tests read the others too. */
const SELF_TEST_FACES = 4;
const FITTED = 'fitted';

const USAGE = `npm run convert -- [options]
  --from DIR                            folder written by python -m training export (required)
  --to public/models/face-attributes
  --quantize fitted                     how weights are stored: fitted, ${STORAGES.join(', ')}
  --tolerance 0.25                      largest error of a logit
  --steps-of DIR                        published network whose layers this one has kept: they keep its steps`;

interface Candidate {
  readonly scheme: string;
  readonly files: ModelFiles;
  readonly logits: readonly LogitsByHead[];
  readonly errors: Readonly<Record<string, number>>;
}

await runProgram(USAGE, convert);

async function convert(args: readonly string[]): Promise<void> {
  const { from, to, quantize, tolerance, stepsOf } = readOptions(args);
  const source = readExport(from);
  const heads = Object.keys(source.card.outputs);
  const published = stepsOf === undefined ? new Map<string, number>() : publishedSteps(stepsOf);
  const candidates = await candidatesOf(source, heads, FITTED_SHARE * tolerance, published);
  printCosts(candidates, heads);
  const chosen = candidates.find(({ scheme }) => scheme === quantize) as Candidate;
  const worst = Math.max(...Object.values(chosen.errors));
  if (worst > tolerance) {
    throw new Error(
      `${chosen.scheme}: a logit is off by ${worst.toFixed(4)}, more than ${tolerance}; nothing written`,
    );
  }
  write(to, source, chosen, heads, tolerance);
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string' },
      to: { type: 'string', default: 'public/models/face-attributes' },
      quantize: { type: 'string', default: FITTED },
      tolerance: { type: 'string', default: '0.25' },
      'steps-of': { type: 'string' },
    },
  });
  const { from } = values;
  if (from === undefined)
    throw new Error('--from is missing: name a folder that python -m training export has written');
  const tolerance = Number(values.tolerance);
  if (!(tolerance > 0)) throw new Error('--tolerance is a number above 0');
  const schemes: readonly string[] = [FITTED, ...STORAGES];
  if (!schemes.includes(values.quantize)) throw new Error(`--quantize is one of ${schemes.join(', ')}`);
  return { ...values, from, tolerance, stepsOf: values['steps-of'] };
}

/** The steps of a published network's weights, by their names. Throws if `folder` has no readable model.json. */
function publishedSteps(folder: string): ReadonlyMap<string, number> {
  const { weightsManifest } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as {
    readonly weightsManifest: readonly {
      readonly weights: readonly {
        readonly name: string;
        readonly quantization?: { readonly scale?: number };
      }[];
    }[];
  };
  return new Map(
    weightsManifest
      .flatMap(({ weights }) => weights)
      .flatMap(({ name, quantization }) =>
        quantization?.scale === undefined ? [] : [[name, quantization.scale] as const],
      ),
  );
}

/** Converts the network with each storage scheme. `most`: largest logit error of the fitted steps. */
async function candidatesOf(
  { card, network, weights, golden }: Export,
  heads: readonly string[],
  most: number,
  published: ReadonlyMap<string, number>,
): Promise<readonly Candidate[]> {
  const { input } = card;
  const crops = golden.map(({ crop }) => crop);
  const pytorch = golden.map((face) => face.pytorch);
  const graph = buildGraph(network, weights, { ...input, channels: 3 });
  await startTfjs();

  const deviation = async (constants: readonly StoredConstant[]) => {
    const logits = await computeLogits(writeModel(graph, constants), crops, input, heads);
    const max = Math.max(...Object.values(maxDifference(logits, pytorch, heads)));
    return { rms: rmsDifference(logits, pytorch, heads), max };
  };
  const candidate = async (scheme: string, constants: readonly StoredConstant[]): Promise<Candidate> => {
    const files = writeModel(graph, constants);
    const logits = await computeLogits(files, crops, input, heads);
    return { scheme, files, logits, errors: maxDifference(logits, pytorch, heads) };
  };
  const stored = (storage: Storage) => graph.constants.map((constant) => store(constant, storage));
  return [
    ...(await Promise.all(STORAGES.map((storage) => candidate(storage, stored(storage))))),
    await candidate(FITTED, await fitSteps(graph.constants, deviation, most, published)),
  ];
}

function printCosts(candidates: readonly Candidate[], heads: readonly string[]): void {
  console.log(['scheme', 'bytes', 'gzip', 'brotli', ...heads.map((head) => `max |Δ${head}|`)].join('\t'));
  for (const { scheme, files, errors } of candidates) {
    const sizes = [files.weights, gzipSync(files.weights, { level: 9 }), brotliCompressSync(files.weights)];
    const deviations = heads.map((head) => errors[head]!.toFixed(4));
    console.log([scheme, ...sizes.map(({ length }) => length), ...deviations].join('\t'));
  }
}

/** Writes the chosen model, its golden faces and its card into the folder `to`. */
function write(
  to: string,
  source: Export,
  { scheme, files, logits, errors }: Candidate,
  heads: readonly string[],
  tolerance: number,
): void {
  const inputSize = source.card.input.width;
  const faces = source.golden.map((face, i): GoldenFace => ({ ...face, converted: logits[i]! }));
  const ordered = mostDiverseFirst(faces, heads);
  const golden = writeGolden('golden.bin', { inputSize, faces: ordered.slice(0, SELF_TEST_FACES) }, heads);
  const more = writeGolden('golden-more.bin', { inputSize, faces: ordered.slice(SELF_TEST_FACES) }, heads);
  const model = new TextEncoder().encode(files.model);
  const card = pageCard(
    source.card,
    [
      cardFile('model.json', model),
      cardFile('weights.bin', files.weights),
      cardFile('golden.bin', golden.bytes),
    ],
    golden.layout,
    { ...more.layout, ...cardFile('golden-more.bin', more.bytes) },
    { scheme, maxLogitError: errors, tolerance },
  );
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, 'model.json'), model);
  writeFileSync(join(to, 'weights.bin'), files.weights);
  writeFileSync(join(to, 'golden.bin'), golden.bytes);
  writeFileSync(join(to, 'golden-more.bin'), more.bytes);
  writeFileSync(join(to, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
}
