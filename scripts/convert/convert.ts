/**
 * Converts an export of the attribute network into the model that the page loads. No TensorFlow, no Python.
 *
 *   npx tsx scripts/convert/convert.ts --from ../shared/weights --to public/models/face-attributes
 *       [--quantize fitted|float32|float16|int8] [--tolerance 0.25]
 *
 * Prints what each way of storing the weights costs, in bytes and in logits; writes model.json, weights.bin,
 * golden.bin, golden-more.bin and card.json in the way asked for. Ends with status 1, writing nothing, when a
 * golden logit is further from PyTorch's than the tolerance.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildGraph } from './build-graph.ts';
import { cardFile, pageCard } from './card.ts';
import { readExport } from './export.ts';
import { fitSteps } from './fit-steps.ts';
import { type GoldenFace, type LogitsByHead, mostDiverseFirst, writeGolden } from './golden.ts';
import { STORAGES, type Storage, type StoredConstant, store } from './quantize.ts';
import { startTfjs } from './run-model.ts';
import { computeLogits, maxDifference, rmsDifference } from './verify.ts';
import { type ModelFiles, writeModel } from './write-model.ts';

/** Fitted steps are chosen on the golden faces themselves: they take this part of the tolerance, not all. */
const FITTED_SHARE = 0.8;
/** Golden faces that every page loads to test the device it runs on; the others are for this repo's tests. */
const SELF_TEST_FACES = 4;

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '../shared/weights' },
    to: { type: 'string', default: 'public/models/face-attributes' },
    quantize: { type: 'string', default: 'fitted' },
    // Largest |logit − PyTorch's| that quantization may cost.
    tolerance: { type: 'string', default: '0.25' },
  },
});
const tolerance = Number(values.tolerance);
if (!(tolerance > 0)) throw new Error('--tolerance is a number above 0');

const source = readExport(values.from);
const { input } = source.card;
const heads = Object.keys(source.card.outputs);
const crops = source.golden.map(({ crop }) => crop);
const pytorch = source.golden.map((face) => face.pytorch);
const graph = buildGraph(source.network, source.weights, { ...input, channels: 3 });
await startTfjs();

const deviation = async (constants: readonly StoredConstant[]) => {
  const logits = await computeLogits(writeModel(graph, constants), crops, input, heads);
  const max = Math.max(...Object.values(maxDifference(logits, pytorch, heads)));
  return { rms: rmsDifference(logits, pytorch, heads), max };
};

interface Candidate {
  readonly scheme: string;
  readonly files: ModelFiles;
  readonly logits: readonly LogitsByHead[];
  readonly errors: Readonly<Record<string, number>>;
}

async function candidate(scheme: string, constants: readonly StoredConstant[]): Promise<Candidate> {
  const files = writeModel(graph, constants);
  const logits = await computeLogits(files, crops, input, heads);
  return { scheme, files, logits, errors: maxDifference(logits, pytorch, heads) };
}

const stored = (storage: Storage) => graph.constants.map((constant) => store(constant, storage));
const candidates = [
  ...(await Promise.all(STORAGES.map((storage) => candidate(storage, stored(storage))))),
  await candidate('fitted', await fitSteps(graph.constants, deviation, FITTED_SHARE * tolerance)),
];

console.log(['scheme', 'bytes', 'gzip', 'brotli', ...heads.map((head) => `max |Δ${head}|`)].join('\t'));
for (const { scheme, files, errors } of candidates) {
  const sizes = [files.weights, gzipSync(files.weights, { level: 9 }), brotliCompressSync(files.weights)];
  const deviations = heads.map((head) => errors[head]!.toFixed(4));
  console.log([scheme, ...sizes.map(({ length }) => length), ...deviations].join('\t'));
}

const chosen = candidates.find(({ scheme }) => scheme === values.quantize);
if (chosen === undefined) {
  throw new Error(`--quantize is one of ${candidates.map(({ scheme }) => scheme).join(', ')}`);
}
const worst = Math.max(...Object.values(chosen.errors));
if (worst > tolerance) {
  console.error(
    `${chosen.scheme}: a logit is off by ${worst.toFixed(4)}, more than ${tolerance}; nothing written`,
  );
  process.exitCode = 1;
} else {
  write(chosen);
}

function write({ scheme, files, logits, errors }: Candidate): void {
  const faces = source.golden.map((face, i): GoldenFace => ({ ...face, converted: logits[i]! }));
  const ordered = mostDiverseFirst(faces, heads);
  const inputSize = input.width;
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
  mkdirSync(values.to, { recursive: true });
  writeFileSync(join(values.to, 'model.json'), model);
  writeFileSync(join(values.to, 'weights.bin'), files.weights);
  writeFileSync(join(values.to, 'golden.bin'), golden.bytes);
  writeFileSync(join(values.to, 'golden-more.bin'), more.bytes);
  writeFileSync(join(values.to, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
}
