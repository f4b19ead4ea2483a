/**
 * Gives the pictures under e2e/shots/ a palette of 256 colours, half their bytes or less: each release changes most of
 * them, and history keeps them all. No colour moves as far as the browser test lets a pixel differ.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { runProgram } from '../../run/program.ts';
import { ffmpeg } from '../formats/ffmpeg.ts';

const FOLDER = 'e2e/shots';
/** Where a PNG's header says how its colours are kept, and what it says of a palette. */
const COLOUR_TYPE_AT = 25;
const PALETTE = 3;
const PALETTED = 'split[a][b];[a]palettegen=reserve_transparent=0[p];[b][p]paletteuse=dither=none';

await runProgram('npm run shots', shrinkShots);

function shrinkShots(): void {
  const paths = readdirSync(FOLDER).map((name) => `${FOLDER}/${name}`);
  const bytes = () => paths.reduce((sum, path) => sum + statSync(path).size, 0);
  const before = bytes();
  for (const path of paths) {
    if (readFileSync(path)[COLOUR_TYPE_AT] === PALETTE) continue;
    writeFileSync(
      path,
      ffmpeg([
        ...['-i', path, '-vf', PALETTED, '-compression_level', '9', '-pred', 'none'],
        ...['-f', 'image2pipe', '-c:v', 'png', '-'],
      ]),
    );
  }
  console.log(`${paths.length} pictures: ${(before / 1e6).toFixed(2)} → ${(bytes() / 1e6).toFixed(2)} MB`);
}
