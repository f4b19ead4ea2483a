import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest, requireFiles } from './manifest.ts';

describe('a manifest', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    file = join(folder, 'manifest.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has each content once; the set of a picture may be unknown', () => {
    writeFileSync(
      file,
      '{"sha1":"a","path":"/1","set":"rafdb"}\n{"sha1":"b","path":"/2"}\n{"sha1":"a","path":"/3","set":"other"}\n',
    );
    expect(readManifest(file)).toEqual([
      { sha1: 'a', path: '/1', set: 'rafdb' },
      { sha1: 'b', path: '/2', set: null },
    ]);
  });

  it.each(['{"sha1":"b"}', '{"sha1":"b","pa', 'null'])('names the line that is none: %s', (line) => {
    writeFileSync(file, `{"sha1":"a","path":"/1"}\n${line}\n`);
    expect(() => readManifest(file)).toThrow(`${file}:2: no sha1 and path`);
  });

  it('names a picture that is not there', () => {
    const there = { sha1: 'a', path: file, set: null };
    writeFileSync(file, '');
    expect(() => requireFiles([there])).not.toThrow();
    expect(() => requireFiles([there, { ...there, path: '/not/there.jpg' }])).toThrow(
      '1 of the pictures to cut are not there, the first is /not/there.jpg',
    );
  });
});
