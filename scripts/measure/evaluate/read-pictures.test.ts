import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { someFace } from '#core/face.test-support.ts';
import type { RunningLab } from './lab.ts';
import { keptOf, readKept, readPictures } from './read-pictures.ts';
import { NO_LABELS, type Sample } from './sample.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mien-evaluate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const samples: readonly Sample[] = ['aa', 'bb', 'cc'].map((sha1) => ({
  sha1,
  path: `/pictures/${sha1}.jpg`,
  labels: NO_LABELS,
  box: null,
}));

/** A lab that detects no face and adds the requested pictures to `requests`. */
function blindLab(requests: string[]): RunningLab {
  return {
    info: {
      backend: 'wasm',
      renderer: null,
      detector: 'full',
      model: '',
      bootMs: 0,
      faceMs: 0,
      goldenError: 0,
    },
    browser: '',
    fingerprint: '',
    read: async (pictures) => {
      requests.push(...pictures.map(({ path, change, faceShare }) => `${path} ${change} ${faceShare}`));
      return pictures.map(() => ({
        size: { width: 9, height: 9 },
        faces: [],
        cost: null,
        failure: 'photo-damaged',
      }));
    },
    close: async () => {},
  };
}

describe('reading pictures', () => {
  it('continues an interrupted run, whose last line is incomplete', async () => {
    const file = join(folder, 'set.jsonl');
    const line = { sha1: 'aa', faces: 1, reading: null, faceShare: 0.5, failure: null };
    writeFileSync(file, `\n${JSON.stringify(line)}\n{"sha1":"bb","fac`);
    const requests: string[] = [];
    const progress: [number, number][] = [];
    const kept = await readPictures(
      blindLab(requests),
      samples,
      file,
      'blur',
      () => 0.25,
      (done, total) => progress.push([done, total]),
    );
    expect(requests).toEqual(['/pictures/bb.jpg blur 0.25', '/pictures/cc.jpg blur 0.25']);
    expect(progress).toEqual([[1, 3]]);
    expect(kept.get('aa')).toEqual(line);
    expect(kept.get('bb')).toEqual({
      sha1: 'bb',
      faces: 0,
      reading: null,
      evidence: null,
      faceShare: null,
      failure: 'photo-damaged',
    });
    expect([...readKept(file).keys()]).toEqual(['aa', 'bb', 'cc']);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(5);
  });

  it('requests no picture whose reading is stored', async () => {
    const file = join(folder, 'deep', 'set.jsonl');
    await readPictures(
      blindLab([]),
      samples,
      file,
      null,
      () => 0,
      () => {},
    );
    const requests: string[] = [];
    await readPictures(
      blindLab(requests),
      samples,
      file,
      null,
      () => 0,
      () => {},
    );
    expect(requests).toEqual([]);
  });
});

it('the line of a picture has the share of its labelled face, or none if no face is in the labelled box', () => {
  const faces = [
    someFace({ box: { x: 5, y: 5, width: 60, height: 60 } }),
    someFace({ box: { x: 80, y: 80, width: 10, height: 10 } }),
  ];
  const reply = { size: { width: 100, height: 100 }, faces, cost: null, failure: null };
  expect(keptOf('a', null, reply)).toMatchObject({ faces: 2, faceShare: 0.6 });
  expect(keptOf('a', [0.8, 0.8, 0.9, 0.9], reply)).toMatchObject({ faces: 2, faceShare: 0.1 });
  expect(keptOf('a', [0.1, 0.9, 0.2, 1], reply)).toMatchObject({ faces: 2, faceShare: null, reading: null });
});
