/**
 * Cuts the crops that training learns from, by the page's own code in a real browser: the search of a still, the
 * main face, alignment and sampler. So the network learns what it will see.
 *
 *   npm run crops -- --manifest FILE --out DIR [--browsers 2] [--margin 16]
 *
 * The manifest is written by `python -m training.prepare`: one JSON object a line with `sha1` and `path`. DIR holds
 * afterwards crops.bin (uint8 [n, size, size, 3], RGB; the page's crop with `margin` more pixels on each side),
 * crops.jsonl (a line per picture: sha1, row, keypoints, quality, or why there is none) and crops.json. A run that
 * was ended goes on where it was. At the end the pictures without a face are counted by set.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { TEMPLATE_112 } from '#core/align.ts';
import { cropFingerprint } from '../evaluate/fingerprint.ts';
import { createProgress } from '../evaluate/progress.ts';
import { buildLabPage, type LabPage, openLabPage } from '../lab-page.ts';
import { openCropFolder } from './crop-file.ts';
import type { Cropper, CropShape } from './crops-wire.ts';

const PAGE = 'scripts/crops/page';
const BUILT = '.cache/crops/page';
const DETECTORS = 'public/models/face-detector';
/** The side of the page's own crop. */
const INNER = 96;
/** Pictures that go to a browser together. */
const LOT = 32;

interface Wanted {
  readonly sha1: string;
  readonly path: string;
}

try {
  await crops(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function crops(args: readonly string[]): Promise<void> {
  const { manifest, out, browsers, margin } = parseOptions(args);
  const shape: CropShape = { size: INNER + 2 * margin, margin, template: TEMPLATE_112 };
  const folder = openCropFolder(out, shape, cropFingerprint(DETECTORS, [PAGE]));
  const all = readManifest(manifest);
  const waiting = all.filter(({ sha1 }) => !folder.known.has(sha1));
  console.error(`${all.length} pictures, ${all.length - waiting.length} of them cut before`);
  const progress = createProgress();
  await buildLabPage(PAGE, BUILT);
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
    for (let i = 0; i < browsers; i++)
      labs.push(await openLabPage(BUILT, { '/models/face-detector': DETECTORS }));
    await Promise.all(labs.map(work));
  } finally {
    await Promise.all(labs.map(({ close }) => close()));
  }
  console.log(JSON.stringify({ pictures: all.length, failures: folder.failures }, null, 2));
}

function parseOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      manifest: { type: 'string' },
      out: { type: 'string' },
      browsers: { type: 'string', default: '2' },
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
    margin: whole('margin', values.margin, 0),
  };
}

/** Each content once, however many paths it has. Throws where a line is not of a manifest. */
function readManifest(file: string): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, i) => {
      if (line === '') return;
      const { sha1, path } = JSON.parse(line) as Partial<Wanted>;
      if (!sha1 || !path) throw new Error(`${file}:${i + 1}: no sha1 and path`);
      if (!wanted.has(sha1)) wanted.set(sha1, { sha1, path });
    });
  return [...wanted.values()];
}
