/**
 * Cuts the crops that training learns from, by the page's own code in a real browser: the search of a still, the
 * main face, alignment and sampler. So the network learns what it will see.
 *
 * The manifest is written by `python -m training prepare`: one JSON object a line with `sha1`, `path` and, if it is
 * known, `set`. `size` is the side of the page's own crop. DIR holds afterwards crops.bin (uint8 [n, side, side, 3],
 * RGB; the page's crop with `margin` more pixels on each side, so side = size + 2 × margin), crops.jsonl (a line per
 * picture: sha1, row, keypoints, quality, or why there is none) and crops.json. A run that was ended goes on where it
 * was, with the same size, margin and code. At the end the pictures that were not cut are counted by set and reason.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TEMPLATE_112 } from '#core/align.ts';
import { cropFingerprint } from '../../lab/fingerprint.ts';
import { type ManifestPicture, readManifest, requireFiles } from '../../lab/manifest.ts';
import { buildLabPage, type LabPage, openLabPage } from '../../lab/page.ts';
import { createProgress } from '../../lab/progress.ts';
import { runProgram } from '../../run/program.ts';
import { type CropFolder, openCropFolder } from './crop-file.ts';
import type { Cropper, CropShape } from './crops-wire.ts';
import { cropsTable } from './report.ts';

const PAGE = 'scripts/media/crops/page';
const DETECTORS = 'public/models/face-detector';
/** Pictures that go to a browser together. */
const LOT = 32;
const USAGE = `npm run crops -- --manifest FILE --out DIR [options]
  --size 96      side of the page's own crop in pixels
  --margin 16    pixels more on each side
  --browsers 2   that cut beside one another`;

await runProgram(USAGE, crops);

async function crops(args: readonly string[]): Promise<void> {
  const { manifest, out, browsers, size, margin } = parseOptions(args);
  const shape: CropShape = { size: size + 2 * margin, margin, template: TEMPLATE_112 };
  const folder = openCropFolder(out, shape, cropFingerprint(DETECTORS, [PAGE]));
  const all = readManifest(manifest);
  const waiting = all.filter(({ sha1 }) => !folder.known.has(sha1));
  requireFiles(waiting);
  console.error(`${all.length} pictures, ${all.length - waiting.length} of them cut before`);
  if (waiting.length > 0) await cutAll(waiting, folder, shape, browsers);
  console.log(cropsTable(all, folder.failures));
}

async function cutAll(
  waiting: readonly ManifestPicture[],
  folder: CropFolder,
  shape: CropShape,
  browsers: number,
): Promise<void> {
  const progress = createProgress();
  // Of its own: another run builds its page while this one is served.
  const built = mkdtempSync(join(tmpdir(), 'mien-crops-'));
  let next = 0;
  let done = 0;
  // One after the other, so that rows and lines stay together.
  let writing: Promise<void> = Promise.resolve();
  const work = async (lab: LabPage) => {
    await lab.page.evaluate(() => (window as unknown as { cropper: Cropper }).cropper.boot());
    while (next < waiting.length) {
      const lot = waiting.slice(next, next + LOT);
      next += LOT;
      const urls = lab.offer(lot.map(({ path }) => path));
      const replies = await lab.page.evaluate(
        ([wanted, cut]) => (window as unknown as { cropper: Cropper }).cropper.cut(wanted, cut),
        [urls, shape] as const,
      );
      const sha1s = lot.map(({ sha1 }) => sha1);
      writing = writing.then(() => folder.add(sha1s, replies));
      await writing;
      done += lot.length;
      progress('crops', done, waiting.length);
    }
  };
  const labs: LabPage[] = [];
  try {
    await buildLabPage(PAGE, built);
    const needed = Math.min(browsers, Math.ceil(waiting.length / LOT));
    for (let i = 0; i < needed; i++)
      labs.push(await openLabPage(built, { '/models/face-detector': DETECTORS }));
    await Promise.all(labs.map(work));
  } finally {
    await Promise.all(labs.map(({ close }) => close()));
    rmSync(built, { recursive: true });
  }
}

function parseOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      manifest: { type: 'string' },
      out: { type: 'string' },
      browsers: { type: 'string', default: '2' },
      size: { type: 'string', default: '96' },
      margin: { type: 'string', default: '16' },
    },
  });
  const whole = (name: string, text: string, least: number) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    throw new Error(`--${name} must be a whole number from ${least} on`);
  };
  if (!values.manifest) throw new Error('--manifest FILE is missing');
  if (!values.out) throw new Error('--out DIR is missing');
  return {
    manifest: values.manifest,
    out: values.out,
    browsers: whole('browsers', values.browsers, 1),
    size: whole('size', values.size, 1),
    margin: whole('margin', values.margin, 0),
  };
}
