import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const PACKAGES = 'node_modules/@vladmandic';
const HUMAN_MODELS = ['blazeface', 'facemesh', 'iris', 'faceres', 'emotion'];
const FACE_API_MODELS = [
  'ssd_mobilenetv1',
  'tiny_face_detector',
  'face_landmark_68',
  'face_expression',
  'age_gender',
];
const SMALLEST = 1024;

/** Returns the source of each file of the peers' folder: published bundles and models, and the pages in `pages`. */
function peerFiles(pages: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(pages)) files.set(name, join(pages, name));
  files.set('human/human.esm.js', `${PACKAGES}/human/dist/human.esm.js`);
  for (const name of HUMAN_MODELS.flatMap((model) => [`${model}.json`, `${model}.bin`])) {
    files.set(`human/models/${name}`, `${PACKAGES}/human/models/${name}`);
  }
  files.set('face-api/face-api.esm.js', `${PACKAGES}/face-api/dist/face-api.esm.js`);
  for (const model of FACE_API_MODELS) {
    for (const name of [`${model}_model-weights_manifest.json`, `${model}_model.bin`]) {
      files.set(`face-api/model/${name}`, `${PACKAGES}/face-api/model/${name}`);
    }
  }
  // Both libraries bundle tfjs 4.22.0 and fetch its WASM program by name.
  const wasm = 'tfjs-backend-wasm-simd.wasm';
  files.set(`tfjs/${wasm}`, `node_modules/@tensorflow/tfjs-backend-wasm/dist/${wasm}`);
  return files;
}

/** Copies the peers' files into `folder`, each with a .br file as scripts/build/compress/main.ts makes for Mien. */
export function layOutPeers(pages: string, folder: string): void {
  for (const [name, from] of peerFiles(pages)) {
    const to = join(folder, name);
    if (existsSync(to) && statSync(to).mtimeMs >= statSync(from).mtimeMs) continue;
    mkdirSync(dirname(to), { recursive: true });
    const bytes = readFileSync(from);
    if (bytes.length >= SMALLEST) {
      const packed = brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: bytes.length > 4e6 ? 9 : 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          [constants.BROTLI_PARAM_LGWIN]: 24,
        },
      });
      if (packed.length < bytes.length) writeFileSync(`${to}.br`, packed);
    }
    copyFileSync(from, to);
  }
}
