/**
 * Converts an export of the attribute network into the model that the page loads. No TensorFlow, no Python.
 *
 *   npx tsx scripts/convert/convert.ts --from ../shared/weights --to public/models/face-attributes
 *       [--quantize float32|float16|uint8]
 *
 * Writes model.json, weights.bin, golden.bin, golden-more.bin and card.json, and ends with status 1, writing
 * nothing, when a golden logit is further from PyTorch's than the tolerance.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildGraph } from './build-graph.ts';
import { cardFile, pageCard } from './card.ts';
import { readExport } from './export.ts';
import { type GoldenFace, mostDiverseFirst, writeGolden } from './golden.ts';
import { STORAGES, store } from './quantize.ts';
import { startTfjs } from './run-model.ts';
import { computeLogits, maxDifference } from './verify.ts';
import { writeModel } from './write-model.ts';

/** Largest |logit − PyTorch's| that quantization may cost. */
const TOLERANCE = 0.15;
/** Golden faces that every page loads to test the device it runs on; the others are for this repo's tests. */
const SELF_TEST_FACES = 4;

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '../shared/weights' },
    to: { type: 'string', default: 'public/models/face-attributes' },
    quantize: { type: 'string', default: 'float16' },
  },
});
const storage = STORAGES.find((name) => name === values.quantize);
if (storage === undefined) throw new Error(`--quantize is one of ${STORAGES.join(', ')}`);

const source = readExport(values.from);
const { input } = source.card;
const heads = Object.keys(source.card.outputs);
await startTfjs();

const graph = buildGraph(source.network, source.weights, { ...input, channels: 3 });
const files = writeModel(
  graph,
  graph.constants.map((constant) => store(constant, storage)),
);

const crops = source.golden.map(({ crop }) => crop);
const converted = await computeLogits(files, crops, input, heads);
const errors = maxDifference(
  converted,
  source.golden.map(({ pytorch }) => pytorch),
  heads,
);
for (const [head, error] of Object.entries(errors)) console.log(`${head}: max |Δlogit| ${error.toFixed(4)}`);
const worst = Math.max(...Object.values(errors));

const model = new TextEncoder().encode(files.model);
console.log(`weights ${files.weights.length} bytes, gzip ${gzipSync(files.weights, { level: 9 }).length}`);
console.log(`brotli ${brotliCompressSync(files.weights).length}`);
if (worst > TOLERANCE) {
  console.error(`${worst.toFixed(4)} is more than ${TOLERANCE}: nothing written`);
  process.exitCode = 1;
} else {
  const faces = source.golden.map((face, i): GoldenFace => ({ ...face, converted: converted[i]! }));
  const ordered = mostDiverseFirst(faces, heads);
  const inputSize = input.width;
  const golden = writeGolden('golden.bin', { inputSize, faces: ordered.slice(0, SELF_TEST_FACES) }, heads);
  const more = writeGolden('golden-more.bin', { inputSize, faces: ordered.slice(SELF_TEST_FACES) }, heads);
  const card = pageCard(
    source.card,
    [
      cardFile('model.json', model),
      cardFile('weights.bin', files.weights),
      cardFile('golden.bin', golden.bytes),
    ],
    golden.layout,
    { ...more.layout, ...cardFile('golden-more.bin', more.bytes) },
    { scheme: storage, maxLogitError: errors, tolerance: TOLERANCE },
  );
  mkdirSync(values.to, { recursive: true });
  writeFileSync(join(values.to, 'model.json'), model);
  writeFileSync(join(values.to, 'weights.bin'), files.weights);
  writeFileSync(join(values.to, 'golden.bin'), golden.bytes);
  writeFileSync(join(values.to, 'golden-more.bin'), more.bytes);
  writeFileSync(join(values.to, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
}
