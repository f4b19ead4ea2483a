/**
 * Makes the sample and the tests' clips and photos from `scripts/media/pictures/`: `npm run clips -- [name…]`.
 * It needs ffmpeg with libvpx, libx264 and libopus. The files are committed, so nothing else needs ffmpeg.
 * The same pictures and the same version of ffmpeg give the same bytes.
 */
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runProgram } from '../../run/program.ts';
import { encodeVideo, h264, vp9 } from '../formats/ffmpeg.ts';
import { CLIPS } from './clips.ts';
import { PHOTOS } from './photos.ts';
import { SAMPLE, sampleFrames } from './sample.ts';
import { TILES } from './tiles.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Functions that write the files, by the names that the command takes; each returns the paths it wrote. */
const MAKERS = new Map<string, (folder: string) => Promise<readonly string[]>>([['sample', makeSample]]);
for (const [folder, files] of [
  ['e2e/clips', CLIPS],
  ['e2e/photos', PHOTOS],
  ['e2e/faces', TILES],
] as const) {
  for (const [file, make] of files) {
    MAKERS.set(file, async (root) => {
      make(`${root}${folder}/${file}`);
      return [`${folder}/${file}`];
    });
  }
}

async function makeSample(root: string): Promise<readonly string[]> {
  const [webm, mp4] = ['public/sample/sample.webm', 'public/sample/sample.mp4'];
  await encodeVideo(sampleFrames(), SAMPLE, [
    { path: root + webm, codec: vp9(33, SAMPLE.fps) },
    { path: root + mp4, codec: h264(25, SAMPLE.fps) },
  ]);
  return [webm, mp4];
}

const USAGE = `npm run clips -- [name…]
  name   ${[...MAKERS.keys()].join(', ')}; by default all`;

await runProgram(USAGE, clips);

async function clips(args: readonly string[]): Promise<void> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const unknown = positionals.filter((name) => !MAKERS.has(name));
  if (unknown.length > 0) {
    throw new Error(`no such name: ${unknown.join(', ')}; there are ${[...MAKERS.keys()].join(', ')}`);
  }
  for (const folder of ['public/sample', 'e2e/clips', 'e2e/faces', 'e2e/photos'])
    mkdirSync(ROOT + folder, { recursive: true });
  for (const [name, make] of MAKERS) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    for (const path of await make(ROOT)) console.log(`${path}\t${statSync(ROOT + path).size} bytes`);
  }
}
