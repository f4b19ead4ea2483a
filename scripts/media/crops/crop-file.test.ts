import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEMPLATE_112 } from '#core/align.ts';
import { someFace } from '#core/face.test-support.ts';
import { type CropLine, openCropFolder } from './crop-file.ts';
import type { CropReply, CropShape } from './crops-wire.ts';

const SHAPE: CropShape = { size: 4, margin: 1, template: TEMPLATE_112 };
const BYTES = 4 * 4 * 3;

const cut = (value: number): CropReply => ({
  face: {
    picture: { width: 40, height: 30 },
    keypoints: someFace({}).keypoints,
    score: 0.912345,
    quality: 0.5,
    faces: 1,
    pixels: Buffer.alloc(BYTES, value).toString('base64'),
  },
  failure: null,
});
const NO_FACE: CropReply = { face: null, failure: 'no face' };

describe('a folder of crops', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crops-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const lines = () =>
    readFileSync(join(folder, 'crops.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as CropLine);
  const pixels = () => readFileSync(join(folder, 'crops.bin'));

  it('numbers the crops in the order of their bytes, and lists pictures without a crop', async () => {
    const crops = openCropFolder(folder, SHAPE, 'code');
    await crops.add(['a', 'b', 'c'], [cut(1), NO_FACE, cut(3)]);
    expect(lines().map(({ sha1, row, failure }) => [sha1, row, failure])).toEqual([
      ['a', 0, null],
      ['b', null, 'no face'],
      ['c', 1, null],
    ]);
    expect([...pixels()]).toEqual([...Buffer.alloc(BYTES, 1), ...Buffer.alloc(BYTES, 3)]);
    expect(lines()[0]).toMatchObject({ width: 40, height: 30, score: 0.9123, faces: 1 });
    expect(lines()[0]?.keypoints).toHaveLength(12);
    expect([...crops.failures]).toEqual([['b', 'no face']]);
    expect([...openCropFolder(folder, SHAPE, 'code').failures]).toEqual([['b', 'no face']]);
  });

  it('continues an interrupted run: bytes without a line are cut off, an incomplete line is ignored', async () => {
    await openCropFolder(folder, SHAPE, 'code').add(['a'], [cut(1)]);
    writeFileSync(join(folder, 'crops.bin'), Buffer.concat([pixels(), Buffer.alloc(BYTES + 7, 9)]));
    appendFileSync(join(folder, 'crops.jsonl'), '\n{"sha1":"b","ro');
    const again = openCropFolder(folder, SHAPE, 'code');
    expect([...again.known]).toEqual(['a']);
    expect(statSync(join(folder, 'crops.bin')).size).toBe(BYTES);
    await again.add(['b'], [cut(2)]);
    const reopened = openCropFolder(folder, SHAPE, 'code');
    expect([...reopened.known]).toEqual(['a', 'b']);
    expect(pixels()[BYTES]).toBe(2);
  });

  it('refuses other code or another size, with a remedy', () => {
    openCropFolder(folder, SHAPE, 'code');
    expect(() => openCropFolder(folder, SHAPE, 'other')).toThrow('other code');
    const size = `${folder} holds crops of another size: go on with --size 2 --margin 1, or name an empty folder`;
    expect(() => openCropFolder(folder, { ...SHAPE, margin: 0 }, 'code')).toThrow(size);
    expect(() => openCropFolder(folder, { ...SHAPE, size: 8 }, 'other')).toThrow(size);
    expect(() => openCropFolder(folder, SHAPE, 'code')).not.toThrow();
  });

  it('is refused if crops are missing', async () => {
    await openCropFolder(folder, SHAPE, 'code').add(['a', 'b'], [cut(1), cut(2)]);
    truncateSync(join(folder, 'crops.bin'), BYTES);
    expect(() => openCropFolder(folder, SHAPE, 'code')).toThrow('lacks crops');
  });

  it('refuses a crop of the wrong size', async () => {
    const crops = openCropFolder(folder, { ...SHAPE, size: 8 }, 'code');
    await expect(crops.add(['a'], [cut(1)])).rejects.toThrow('wrong size');
  });
});
