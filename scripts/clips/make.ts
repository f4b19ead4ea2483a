/**
 * Makes every clip and photo that the page and its tests ship, from `scripts/media/pictures/`:
 * `npm run clips -- [name…]`. Needs ffmpeg with libvpx, libx264 and libopus; what it makes is
 * committed, so nothing else needs it. Same pictures and same ffmpeg: the same bytes.
 */
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CLIPS } from './clips.ts';
import { encodeVideo, h264, vp9 } from './ffmpeg.ts';
import { PHOTOS } from './photos.ts';
import { SAMPLE, sampleFrames } from './sample.ts';
import { TILES } from './tiles.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Files, by the name that the command takes, and what writes them. */
const MAKERS = new Map<string, (folder: string) => Promise<readonly string[]>>([['sample', makeSample]]);
for (const [file, make] of CLIPS) {
  MAKERS.set(file, async (root) => {
    make(`${root}e2e/clips/${file}`);
    return [`e2e/clips/${file}`];
  });
}
for (const [file, make] of PHOTOS) {
  MAKERS.set(file, async (root) => {
    make(`${root}e2e/photos/${file}`);
    return [`e2e/photos/${file}`];
  });
}
for (const [file, make] of TILES) {
  MAKERS.set(file, async (root) => {
    make(`${root}e2e/faces/${file}`);
    return [`e2e/faces/${file}`];
  });
}

async function makeSample(root: string): Promise<readonly string[]> {
  const [webm, mp4] = ['public/sample/sample.webm', 'public/sample/sample.mp4'];
  await encodeVideo(sampleFrames(), SAMPLE, [
    { path: root + webm, codec: vp9(33, SAMPLE.fps) },
    { path: root + mp4, codec: h264(25, SAMPLE.fps) },
  ]);
  return [webm, mp4];
}

for (const folder of ['public/sample', 'e2e/clips', 'e2e/faces', 'e2e/photos'])
  mkdirSync(ROOT + folder, { recursive: true });
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !MAKERS.has(name));
if (unknown.length > 0) {
  console.error(`no such name: ${unknown.join(', ')}; there are ${[...MAKERS.keys()].join(', ')}`);
  process.exit(1);
}
for (const [name, make] of MAKERS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const path of await make(ROOT)) console.log(`${path}\t${statSync(ROOT + path).size} bytes`);
}
