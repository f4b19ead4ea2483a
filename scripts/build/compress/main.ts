import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Images, fonts and videos are compressed already. */
const COMPRESSIBLE = /\.(html|js|css|json|svg|wasm|bin|tflite|txt|md)$/;
/** Above this many bytes brotli's best quality takes half a minute, for 14 % less. */
const LARGEST = 4_000_000;
const QUALITY_OF_LARGE = 9;
/** Below this many bytes a file fits into one packet, and compression saves no time. */
const SMALLEST = 1024;

/** Writes FILE.br and FILE.gz next to every file of the built folder that brotli makes smaller. */
async function compress(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  let before = 0;
  let after = 0;
  for (const name of names.filter((one) => COMPRESSIBLE.test(one))) {
    const path = join(folder, name);
    const { size } = await stat(path);
    if (size < SMALLEST) continue;
    const bytes = await readFile(path);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: size > LARGEST ? QUALITY_OF_LARGE : constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
      [constants.BROTLI_PARAM_LGWIN]: 24,
    };
    const [br, gz] = await Promise.all([
      promisify(brotliCompress)(bytes, { params }),
      promisify(gzip)(bytes, { level: 9 }),
    ]);
    if (br.length >= size) continue;
    await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
    before += size;
    after += br.length;
  }
  console.log(`compressed ${(before / 1e6).toFixed(2)} MB to ${(after / 1e6).toFixed(2)} MB (brotli)`);
}

await compress('dist');
