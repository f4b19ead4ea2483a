/**
 * Reduces the pictures in e2e/shots/ to a palette of 256 colours, which halves their bytes: releases change most of
 * them, and git keeps every version. The change of colours is below the tolerance of e2e/shots.spec.ts.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { runProgram } from '../../run/program.ts';
import { ffmpeg } from '../formats/ffmpeg.ts';

const FOLDER = 'e2e/shots';
/** Offset of the colour type in a PNG, and its value for a palette. */
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
