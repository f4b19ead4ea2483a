/**
 * Cuts the crops for training with the page's own code in a real browser: search, labelled face, alignment and sampler.
 * So the network is trained on what the page will show it.
 *
 * `python -m training prepare` writes the manifest: one JSON object a line with `sha1`, `path` and, if known,
 * `set` and `box`.
 * The files in DIR are:
 * - crops.bin: uint8 [n, side, side, 3], RGB; side = size + 2 × margin, where `size` is the side of the page's own crop;
 * - crops.jsonl: a line per picture with sha1, row, keypoints and quality, or the reason why there is no crop;
 * - crops.json: the shape and the fingerprint of the code.
 *
 * An interrupted run continues if size, margin and code are the same. At the end pictures without a crop are counted by
 * set and reason.
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
/** Number of pictures that a browser processes in one call. */
const BATCH = 32;
const USAGE = `npm run crops -- --manifest FILE --out DIR [options]
  --size 96      side of the page's own crop in pixels
  --margin 16    additional pixels on each side
  --browsers 2   browsers that cut at the same time`;

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
  // A temporary folder, because another run may build its page while this one is served.
  const built = mkdtempSync(join(tmpdir(), 'mien-crops-'));
  let next = 0;
  let done = 0;
  // One batch after another, so that rows and lines stay in the same order.
  let writing: Promise<void> = Promise.resolve();
  const work = async (lab: LabPage) => {
    await lab.page.evaluate(() => (window as unknown as { cropper: Cropper }).cropper.boot());
    while (next < waiting.length) {
      const batch = waiting.slice(next, next + BATCH);
      next += BATCH;
      const urls = lab.offer(batch.map(({ path }) => path));
      const requests = batch.map(({ box }, i) => ({ url: urls[i] as string, box }));
      const replies = await lab.page.evaluate(
        ([wanted, cut]) => (window as unknown as { cropper: Cropper }).cropper.cut(wanted, cut),
        [requests, shape] as const,
      );
      const sha1s = batch.map(({ sha1 }) => sha1);
      writing = writing.then(() => folder.add(sha1s, replies));
      await writing;
      done += batch.length;
      progress('crops', done, waiting.length);
    }
  };
  const labs: LabPage[] = [];
  try {
    await buildLabPage(PAGE, built);
    const needed = Math.min(browsers, Math.ceil(waiting.length / BATCH));
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
