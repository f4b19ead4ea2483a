import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { sha1OfFile } from '../scripts/lab/files.ts';
import type { CropLine } from '../scripts/media/crops/crop-file.ts';
import type { CropShape } from '../scripts/media/crops/crops-wire.ts';
import { alignSimilarity } from '../src/core/align.ts';
import type { Keypoints } from '../src/core/types.ts';
import { expect, test as watched } from './fixtures.ts';
import { serveLab } from './lab/serve-lab.ts';

const test = watched.extend<object, { labUrl: string }>({
  labUrl: [({ browserName: _ }, use) => serveLab(use), { scope: 'worker' }],
  baseURL: ({ labUrl }, use) => use(labUrl),
});

/**
 * Path, an invented set, and the reason why there is no crop. Pictures with and without faces alternate, so that rows
 * of crops and lines of the manifest have different numbers.
 */
const PICTURES = [
  ['e2e/golden/smile.jpg', 'people', null],
  ['e2e/photos/landscape.jpg', 'places', 'no face'],
  ['e2e/golden/tight.jpg', 'people', null],
  ['e2e/photos/not-a-picture.jpg', 'people', 'photo-not-picture'],
  ['e2e/photos/truncated.jpg', null, 'photo-damaged'],
  ['e2e/photos/huge.png', 'places', 'photo-too-large'],
  ['e2e/photos/portrait-exif-6.jpg', null, null],
] as const;
const FACES = PICTURES.flatMap(([path, , failure]) => (failure === null ? [path] : []));
const [SIZE, MARGIN] = [96, 16];
const SIDE = SIZE + 2 * MARGIN;
const BYTES = SIDE * SIDE * 3;
const ALIGNED = ['rightEye', 'leftEye', 'noseTip', 'mouthCentre'] as const;
/** The order of keypoints in crops.jsonl. */
const IN_ORDER = [...ALIGNED, 'rightEar', 'leftEar'] as const;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs the command as `npm run crops` does. Rejects if it hangs. */
function runCrops(manifest: string, folder: string, ...more: readonly string[]): Promise<Ended> {
  const args = ['scripts/media/crops/main.ts', '--manifest', manifest, '--out', folder, ...more];
  return new Promise((done, fail) => {
    execFile('node_modules/.bin/tsx', args, { timeout: 60_000 }, (error, out, errors) => {
      if (error && typeof error.code !== 'number') fail(new Error(`${error.message}\n${errors}`));
      else done({ code: Number(error?.code ?? 0), out, errors });
    });
  });
}

let work = '';
let manifest = '';
let cut = '';
let first: Ended;

test.beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'mien-crops-test-'));
  manifest = join(work, 'manifest.jsonl');
  cut = join(work, 'crops');
  const lines = PICTURES.map(([path, set]) =>
    JSON.stringify({ sha1: sha1OfFile(path), path: resolve(path), ...(set && { set }) }),
  );
  writeFileSync(manifest, lines.map((line) => `${line}\n`).join(''));
  first = await runCrops(manifest, cut);
});
test.afterAll(() => rmSync(work, { recursive: true }));

const filesOf = (folder: string) =>
  ['crops.json', 'crops.jsonl', 'crops.bin'].map((name) => readFileSync(join(folder, name)));

function linesOf(folder: string): readonly CropLine[] {
  const texts = readFileSync(join(folder, 'crops.jsonl'), 'utf8').split('\n').filter(Boolean);
  return texts.map((text) => JSON.parse(text) as CropLine);
}

/** Copies the output of the first run to a folder that a test may change. */
function copyOfCut(name: string): string {
  const folder = join(work, name);
  cpSync(cut, folder, { recursive: true });
  return folder;
}

function keypointsOf({ keypoints = [] }: CropLine): Keypoints {
  const points = IN_ORDER.map((name, i) => [name, { x: keypoints[2 * i], y: keypoints[2 * i + 1] }]);
  return Object.fromEntries(points) as Keypoints;
}

test('pictures with a face have a crop, the others a reason, and both are counted by set', () => {
  expect(first.errors).toContain('7 pictures, 0 of them cut before');
  expect(first.code, first.errors).toBe(0);
  const lines = linesOf(cut);
  expect(lines.map(({ sha1 }) => sha1)).toEqual(PICTURES.map(([path]) => sha1OfFile(path)));
  expect(lines.map(({ failure }) => failure)).toEqual(PICTURES.map(([, , failure]) => failure));
  expect(lines.map(({ row }) => row)).toEqual([0, null, 1, null, null, null, 2]);
  expect(readFileSync(join(cut, 'crops.bin'))).toHaveLength(FACES.length * BYTES);
  const table = first.out.trimEnd().split('\n');
  expect(table.map((line) => line.split(/ {2,}/))).toEqual([
    ['', 'pictures', 'cut', 'no face', 'photo-damaged', 'photo-not-picture', 'photo-too-large'],
    ['people', '3', '2', '0', '0', '1', '0'],
    ['places', '2', '0', '1', '0', '0', '1'],
    ['unknown set', '2', '1', '0', '1', '0', '0'],
    ['all', '7', '3', '1', '1', '1', '1'],
  ]);
});

test('the keypoints match the face in the picture, and are at the positions of the template in the crop', () => {
  const { template } = JSON.parse(readFileSync(join(cut, 'crops.json'), 'utf8')) as CropShape;
  const known = JSON.parse(readFileSync('e2e/golden/faces.json', 'utf8')) as readonly {
    readonly picture: string;
    readonly keypoints: Readonly<Record<string, readonly [number, number]>>;
  }[];
  const found = linesOf(cut).filter(({ row }) => row !== null);
  expect(found).toHaveLength(FACES.length);
  for (const [row, line] of found.entries()) {
    const path = FACES[row] as string;
    const keypoints = keypointsOf(line);
    const { a, b, tx, ty } = alignSimilarity(keypoints, template, SIZE);
    for (const name of ALIGNED) {
      const { x, y } = keypoints[name];
      const wanted = template[name];
      const off = Math.hypot(
        a * x - b * y + tx - (wanted.x * SIZE) / 112,
        b * x + a * y + ty - (wanted.y * SIZE) / 112,
      );
      expect(off, `${name} of ${path}`).toBeLessThan(SIZE / 12);
    }
    const eyes = Math.hypot(
      keypoints.leftEye.x - keypoints.rightEye.x,
      keypoints.leftEye.y - keypoints.rightEye.y,
    );
    // The golden keypoints come from the whole picture only; the search of a still also uses tiles.
    const golden = known.find(({ picture }) => picture === basename(path))?.keypoints;
    for (const name of golden ? ALIGNED : []) {
      const [x, y] = golden?.[name] ?? [];
      const off = Math.hypot(keypoints[name].x - Number(x), keypoints[name].y - Number(y));
      expect(off, `${name} of ${path}`).toBeLessThan(eyes / 5);
    }
  }
});

/** Compares the middle of every crop in a folder with the page's own crop of `size` pixels. */
async function expectPageCrops(page: Page, folder: string, paths: readonly string[], size: number) {
  const shape = JSON.parse(readFileSync(join(folder, 'crops.json'), 'utf8')) as CropShape;
  const pixels = readFileSync(join(folder, 'crops.bin'));
  expect(shape.size).toBe(size + 2 * shape.margin);
  expect(pixels).toHaveLength(paths.length * shape.size ** 2 * 3);
  const found = linesOf(folder).filter(({ row }) => row !== null);
  for (const [row, line] of found.entries()) {
    const path = paths[row] as string;
    const crop = await page.evaluate(
      ({ photo, keypoints, side }) => window.lab.crop(photo, keypoints, side),
      { photo: readFileSync(path).toString('base64'), keypoints: keypointsOf(line), side: size },
    );
    expect(crop).toHaveLength(size * size * 3);
    const off = crop.map((value, i) => {
      const y = Math.floor(i / (size * 3)) + shape.margin + row * shape.size;
      const stored = pixels[(y * shape.size + shape.margin) * 3 + (i % (size * 3))];
      return Math.abs(value - (stored ?? Number.NaN));
    });
    const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
    const most = Math.max(...off);
    console.log(
      `${path}, ${size}: ${mean.toFixed(3)} grey levels off on average, at most ${most.toFixed(1)}`,
    );
    // Rounding explains a difference: to whole grey levels (0.25 on average) and keypoints to 0.01 pixels.
    expect(mean, path).toBeLessThan(0.5);
    expect(most, path).toBeLessThan(4);
  }
}

test('the middle of a stored crop equals the crop that the page makes, for any size', async ({ page }) => {
  await page.goto('/');
  await page.waitForFunction(() => 'lab' in window);
  await expectPageCrops(page, cut, FACES, SIZE);
  const one = join(work, 'one.jsonl');
  writeFileSync(one, `${JSON.stringify({ sha1: 'a', path: resolve(FACES[0] as string) })}\n`);
  const small = join(work, 'small');
  expect(await runCrops(one, small, '--size', '48', '--margin', '4')).toMatchObject({ code: 0 });
  await expectPageCrops(page, small, FACES.slice(0, 1), 48);
});

test('the face in the labelled box is cut instead of the main face, and no other if none is there', async () => {
  const path = resolve('e2e/photos/group-12.jpg');
  const [left, right] = [
    [0.085, 0.18, 0.116, 0.29],
    [0.908, 0.165, 0.937, 0.275],
  ] as const;
  const boxes = { main: null, left, right, wrong: [0.4, 0.7, 0.5, 0.9] } as const;
  const lines = Object.entries(boxes).map(([sha1, box]) =>
    JSON.stringify({ sha1, path, ...(box && { box }) }),
  );
  const group = join(work, 'group.jsonl');
  writeFileSync(group, `${lines.join('\n')}\n`);
  const folder = join(work, 'group');
  expect(await runCrops(group, folder)).toMatchObject({ code: 0 });
  const found = linesOf(folder);
  expect(found.map(({ failure }) => failure)).toEqual([null, null, null, 'another face']);
  const noses = found.slice(0, 3).map((line) => keypointsOf(line).noseTip.x / (line.width ?? 0));
  expect(noses[0]).toBeGreaterThan(left[2]);
  expect(noses[0]).toBeLessThan(right[0]);
  expect(noses[1]).toBeCloseTo((left[0] + left[2]) / 2, 2);
  expect(noses[2]).toBeCloseTo((right[0] + right[2]) / 2, 2);
});

test('a second run makes no crops and changes no byte', async () => {
  const folder = copyOfCut('again');
  const again = await runCrops(manifest, folder);
  expect(again.errors).toContain('7 pictures, 7 of them cut before');
  expect(again).toMatchObject({ code: 0, out: first.out });
  expect(filesOf(folder)).toEqual(filesOf(cut));
});

test('a run that was interrupted within a line is continued with the same result', async () => {
  const folder = copyOfCut('half');
  const lines = linesOf(cut).map((line) => `\n${JSON.stringify(line)}`);
  const [whole, half] = [lines.slice(0, 2).join(''), lines[2]?.slice(0, 70) ?? ''];
  writeFileSync(join(folder, 'crops.jsonl'), whole + half);
  // Pixels are written before their line, so those of the half line and a part of the next are already there.
  const pixels = readFileSync(join(cut, 'crops.bin'));
  writeFileSync(join(folder, 'crops.bin'), pixels.subarray(0, BYTES));
  appendFileSync(join(folder, 'crops.bin'), Buffer.alloc(BYTES + 1000, 7));
  const on = await runCrops(manifest, folder);
  expect(on.errors).toContain('7 pictures, 2 of them cut before');
  expect(on).toMatchObject({ code: 0, out: first.out });
  expect(readFileSync(join(folder, 'crops.jsonl'), 'utf8')).toBe(whole + half + lines.slice(2).join(''));
  expect(readFileSync(join(folder, 'crops.bin')).equals(pixels)).toBe(true);
});

test('a run with another size than the folder has is refused', async () => {
  const folder = copyOfCut('other-size');
  const { code, errors } = await runCrops(manifest, folder, '--size', '112');
  expect(code).toBe(1);
  expect(errors.trim()).toBe(
    `${folder} holds crops of another size: go on with --size 96 --margin 16, or name an empty folder`,
  );
  expect(filesOf(folder)).toEqual(filesOf(cut));
});
